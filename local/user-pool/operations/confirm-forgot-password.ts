/**
 * ConfirmForgotPassword: the reset code sets a new password. The policy is asked before the code, which stays usable
 * when the password is refused. Tokens stay valid, and nothing becomes verified that was not (U, all three).
 * @throws CodeMismatchException @throws ExpiredCodeException @throws InvalidPasswordException
 * @throws PasswordHistoryPolicyViolationException @throws LimitExceededException
 * @throws UserNotConfirmedException an administrator verified the address, and nobody confirmed the user
 * Source: API Reference, "ConfirmForgotPassword".
 */
import { assertCode } from "../domain/codes";
import { assertPasswordPolicy } from "../domain/password-policy";
import { type User, withoutCode } from "../domain/user";
import { clientId, confirmationCode, password, secretHash, username } from "../input/parameters";
import { optional, required } from "../input/structure";
import type { Pool } from "../pool";
import { combinationNotFound, expiredCode, userIsDisabled, userIsNotConfirmed, wrongCode } from "../refusals";
import { unknownSubject } from "../sign-in/candidate";
import { assertSecretHash } from "../sign-in/secret-hash";
import { recoveryAttribute } from "../users/recovery";
import { assertNotUsedBefore, withNewPassword } from "../users/set-password";
import { operation } from "./operation";

export const confirmForgotPassword = operation({
  access: "public",
  input: {
    ClientId: required(clientId),
    Username: required(username),
    ConfirmationCode: required(confirmationCode),
    Password: required(password),
    SecretHash: optional(secretHash),
  },
  answer({ pools, clock }, { ClientId, Username, ConfirmationCode, Password, SecretHash }) {
    const { pool, client } = pools.requireClient(ClientId);
    assertSecretHash(client, Username, SecretHash);
    assertPasswordPolicy(Password, pool.settings.passwordPolicy);
    const user = pool.users.find(Username);
    const subject = user?.username ?? unknownSubject(pool, Username);
    pool.attempts.countCall(subject, "ForgotPassword");
    if (client.hidesUserExistence && !mayHaveCode(pool, user)) {
      throw pool.attempts.wasResetAsked(subject) ? wrongCode() : expiredCode();
    }
    if (!user?.enabled) throw user === undefined ? combinationNotFound() : userIsDisabled();
    assertCode(user.codes.forgotPassword, ConfirmationCode, clock());
    if (user.status === "UNCONFIRMED") throw userIsNotConfirmed(); // U: when the service says so
    assertNotUsedBefore(pool, user, Password);

    const changed = withNewPassword(pool, withoutCode(user, "forgotPassword"), Password);
    const status = user.status === "RESET_REQUIRED" ? "CONFIRMED" : user.status;
    pool.users.save({ ...changed, status });
    pool.attempts.passwordSucceeded(user.username); // U: the lockout ends
    return {};
  },
});

/** Whether a code was sent, or would be; to all others ForgotPassword only says so, and this has to fit. */
function mayHaveCode(pool: Pool, user: User | undefined): boolean {
  if (!user?.enabled) return false;
  return user.codes.forgotPassword !== undefined || recoveryAttribute(pool, user) !== undefined;
}
