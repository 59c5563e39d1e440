/**
 * The users: an e-mail address is the user name, proven by a code.
 * Source: Amazon Cognito user pools API Reference, "CreateUserPool"; Terraform AWS provider, `aws_cognito_user_pool`.
 */
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { Construct } from "constructs";
import type { Settings } from "./settings";

export interface UserPoolProps {
  readonly settings: Settings;
  /** Domain that passkeys are bound to. Changing it makes every registered passkey useless. */
  readonly relyingPartyId: string;
}

export class UserPool extends Construct {
  readonly pool: CognitoUserPool;

  constructor(scope: Construct, id: string, { settings, relyingPartyId }: UserPoolProps) {
    super(scope, id);
    this.pool = new CognitoUserPool(this, "pool", {
      name: `${settings.prefix}-users`,
      ...(settings.userPoolTier === undefined ? {} : { userPoolTier: settings.userPoolTier }),
      deletionProtection: settings.deletionProtection ? "ACTIVE" : "INACTIVE",
      lifecycle: settings.deletionProtection ? { preventDestroy: true } : {},

      // These three cannot be changed later: another value is another pool, without its users.
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      schema: [
        {
          name: "email",
          attributeDataType: "String",
          required: true,
          mutable: true,
          stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
        },
      ],

      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: false },
      verificationMessageTemplate: {
        defaultEmailOption: "CONFIRM_WITH_CODE",
        emailSubject: "Your verification code",
        emailMessage: "Your verification code is {####}.",
      },
      emailConfiguration: emailConfiguration(settings),

      passwordPolicy: {
        minimumLength: settings.passwordMinimumLength,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
      },
      ...(settings.totp
        ? { mfaConfiguration: "OPTIONAL", softwareTokenMfaConfiguration: { enabled: true } }
        : { mfaConfiguration: "OFF" }),
      ...(settings.passkeys
        ? {
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
            // A passkey signs in alone, so it must ask for the user's finger, face or PIN.
            webAuthnConfiguration: { relyingPartyId, userVerification: "required" },
          }
        : {}),
    });
  }
}

function emailConfiguration({ emailSender, emailFrom, sesIdentityArn }: Settings) {
  if (emailSender === "cognito") return { emailSendingAccount: "COGNITO_DEFAULT" };
  return {
    emailSendingAccount: "DEVELOPER",
    ...(sesIdentityArn === undefined ? {} : { sourceArn: sesIdentityArn }),
    ...(emailFrom === undefined ? {} : { fromEmailAddress: emailFrom }),
  };
}
