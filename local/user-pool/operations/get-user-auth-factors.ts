/**
 * GetUserAuthFactors: what the user can sign in with.
 * Source: API Reference, "GetUserAuthFactors".
 */
import { wireMfa } from "../domain/mfa";
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { configuredFactors } from "../sign-in/first-factors";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const getUserAuthFactors = operation({
  access: "public",
  input: { AccessToken: required(accessToken) },
  answer(tools, { AccessToken }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    // One name for the password, however it is proven.
    const ConfiguredUserAuthFactors = configuredFactors(pool, user).filter((factor) => factor !== "PASSWORD_SRP");
    return { Username: user.username, ...wireMfa(user), ConfiguredUserAuthFactors };
  },
});
