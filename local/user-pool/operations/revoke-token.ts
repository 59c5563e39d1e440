/**
 * RevokeToken: ends the sign-in that a refresh token belongs to, with its access tokens.
 * @throws UnsupportedOperationException the client has revocation turned off (U: text)
 * @throws UnsupportedTokenTypeException not a refresh token
 * Source: API Reference, "RevokeToken".
 */
import { UnsupportedOperationException } from "../errors";
import { clientId, clientSecret, refreshToken } from "../input/parameters";
import { optional, required } from "../input/structure";
import { assertSecret } from "../sign-in/secret-hash";
import { revokeRefreshToken } from "../sign-in/tokens";
import { operation } from "./operation";

export const revokeToken = operation({
  access: "public",
  input: { Token: required(refreshToken), ClientId: required(clientId), ClientSecret: optional(clientSecret) },
  answer({ pools }, { Token, ClientId, ClientSecret }) {
    const target = pools.requireClient(ClientId);
    assertSecret(target.client, ClientSecret);
    if (!target.client.enableTokenRevocation) {
      throw new UnsupportedOperationException("Token revocation is not enabled for the client.");
    }
    revokeRefreshToken(target, Token);
    return {};
  },
});
