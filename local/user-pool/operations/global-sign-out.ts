/**
 * GlobalSignOut: ends every sign-in of the user. Tokens that were handed out keep verifying offline until they expire.
 * Source: API Reference, "GlobalSignOut".
 */
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const globalSignOut = operation({
  access: "public",
  input: { AccessToken: required(accessToken) },
  answer(tools, { AccessToken }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    pool.tokenFamilies.revokeAllOf(user.username);
    return {};
  },
});
