/** The page's access to the user pool: public (no secret), and no way to send a password over the wire. */
import type { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { Construct } from "constructs";
import type { Settings } from "./settings";

export interface AppClientProps {
  readonly settings: Settings;
  readonly userPool: CognitoUserPool;
}

export class AppClient extends Construct {
  readonly client: CognitoUserPoolClient;

  constructor(scope: Construct, id: string, { settings, userPool }: AppClientProps) {
    super(scope, id);
    this.client = new CognitoUserPoolClient(this, "client", {
      name: `${settings.prefix}-web`,
      userPoolId: userPool.id,
      generateSecret: false,
      explicitAuthFlows: [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        // Passkeys exist in the choice-based flow only.
        ...(settings.passkeys ? ["ALLOW_USER_AUTH"] : []),
      ],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      idTokenValidity: settings.idTokenMinutes,
      accessTokenValidity: settings.idTokenMinutes,
      refreshTokenValidity: settings.refreshTokenDays,
      tokenValidityUnits: [{ idToken: "minutes", accessToken: "minutes", refreshToken: "days" }],
      authSessionValidity: 3,
      readAttributes: ["email", "email_verified", "name"],
      writeAttributes: ["email", "name"],
    });
  }
}
