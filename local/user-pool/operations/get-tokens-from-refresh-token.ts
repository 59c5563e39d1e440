/**
 * GetTokensFromRefreshToken: new ID and access tokens, and a new refresh token where the client rotates them. Works with
 * rotation on or off; the client's flows are not asked (U).
 * @throws NotAuthorizedException @throws RefreshTokenReuseException
 * Source: API Reference, "GetTokensFromRefreshToken".
 */
import { clientId, clientSecret, refreshToken } from "../input/parameters";
import { optional, required } from "../input/structure";
import { assertSecret } from "../sign-in/secret-hash";
import { refreshTokens, requireRefreshToken } from "../sign-in/tokens";
import { operation } from "./operation";

export const getTokensFromRefreshToken = operation({
  access: "public",
  input: {
    RefreshToken: required(refreshToken),
    ClientId: required(clientId),
    ClientSecret: optional(clientSecret),
  },
  answer(tools, { RefreshToken, ClientId, ClientSecret }) {
    const target = tools.pools.requireClient(ClientId);
    assertSecret(target.client, ClientSecret);
    return { AuthenticationResult: refreshTokens(tools, target, requireRefreshToken(target, RefreshToken)) };
  },
});
