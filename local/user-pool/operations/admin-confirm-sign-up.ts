/**
 * AdminConfirmSignUp: CONFIRMED without a code; the address stays unverified.
 * @throws NotAuthorizedException already confirmed
 * Source: API Reference, "AdminConfirmSignUp".
 */
import { withoutCode } from "../domain/user";
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { assertUnconfirmed } from "../users/assert-unconfirmed";
import { operation } from "./operation";

export const adminConfirmSignUp = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const pool = pools.require(UserPoolId);
    const user = pool.users.require(Username);
    assertUnconfirmed(user);
    pool.users.save({ ...withoutCode(user, "signUp"), status: "CONFIRMED" });
    return {};
  },
});
