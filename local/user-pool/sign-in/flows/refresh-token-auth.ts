/** REFRESH_TOKEN_AUTH: new ID and access tokens, never a new refresh token. */
import { UnsupportedOperationException } from "../../errors";
import { signedIn } from "../auth-answer";
import { assertSecretHash } from "../secret-hash";
import { refreshTokens, requireRefreshToken } from "../tokens";
import { type AuthFlow, requireParameter } from "./flow";

export const refreshTokenAuth: AuthFlow = {
  allowedBy: "ALLOW_REFRESH_TOKEN_AUTH",
  notAllowed: "Auth flow not enabled for this client", // U, but for AdminInitiateAuth
  begin({ tools, pool, client, parameters }) {
    const token = requireParameter(parameters, "REFRESH_TOKEN");
    // U: name and text; the service refuses this flow where tokens rotate.
    if (client.rotation !== undefined) {
      throw new UnsupportedOperationException("Refresh token rotation is enabled: use GetTokensFromRefreshToken.");
    }
    // Nobody is named here: the hash is over the user's own name, also where people sign in with an address.
    const opened = requireRefreshToken({ pool, client }, token);
    assertSecretHash(client, opened.family.username, parameters.SECRET_HASH);
    return signedIn(refreshTokens(tools, { pool, client }, opened));
  },
};
