/**
 * AdminSetUserPassword: a permanent password confirms the user; a temporary one has to be replaced at the next sign-in.
 * @throws InvalidPasswordException @throws PasswordHistoryPolicyViolationException
 * Source: API Reference, "AdminSetUserPassword".
 */
import { assertPasswordPolicy } from "../domain/password-policy";
import { withoutCode } from "../domain/user";
import { password, username, userPoolId } from "../input/parameters";
import { flag } from "../input/shapes";
import { optional, required } from "../input/structure";
import { assertNotUsedBefore, withNewPassword, withTemporaryPassword } from "../users/set-password";
import { operation } from "./operation";

export const adminSetUserPassword = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    Password: required(password),
    Permanent: optional(flag),
  },
  answer({ pools, clock }, { UserPoolId, Username, Password, Permanent = false }) {
    const pool = pools.require(UserPoolId);
    const user = withoutCode(pool.users.require(Username), "forgotPassword");
    assertPasswordPolicy(Password, pool.settings.passwordPolicy, "administrator");
    assertNotUsedBefore(pool, user, Password);
    pool.users.save(
      Permanent
        ? { ...withNewPassword(pool, user, Password), status: "CONFIRMED" }
        : withTemporaryPassword(pool, user, Password, clock),
    );
    pool.attempts.passwordSucceeded(user.username); // U: the lockout ends
    return {};
  },
});
