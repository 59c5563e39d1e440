/** REFRESH_TOKEN_AUTH: new ID and access tokens, never a new refresh token. */
import { UnsupportedOperationException } from "../../errors";
import { signedIn } from "../auth-answer";
import { assertSecretHash } from "../secret-hash";
import { refreshTokens } from "../tokens";
import { type AuthFlow, requireParameter } from "./flow";

export const refreshTokenAuth: AuthFlow = {
  allowedBy: "ALLOW_REFRESH_TOKEN_AUTH",
  notAllowed: "Auth flow not enabled for this client",
  begin({ tools, pool, client, parameters }) {
    const token = requireParameter(parameters, "REFRESH_TOKEN");
    // U: name and text; the service refuses this flow where tokens rotate.
    if (client.rotation !== undefined) {
      throw new UnsupportedOperationException("Refresh token rotation is enabled: use GetTokensFromRefreshToken.");
    }
    if (client.secret !== undefined) assertSecretHash(client, parameters.USERNAME ?? "", parameters.SECRET_HASH);
    return signedIn(refreshTokens(tools, { pool, client }, token));
  },
};
