/**
 * ChangePassword: needs the present one. Tokens stay valid (U).
 * @throws NotAuthorizedException wrong present password; failures count towards the lockout
 * @throws InvalidPasswordException @throws PasswordHistoryPolicyViolationException @throws LimitExceededException
 * Source: API Reference, "ChangePassword".
 */
import { assertPasswordPolicy } from "../domain/password-policy";
import { accessToken, password } from "../input/parameters";
import { optional, required } from "../input/structure";
import { missingParameter } from "../refusals";
import { candidateOf } from "../sign-in/candidate";
import { checkPassword } from "../sign-in/check-password";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { assertNotUsedBefore, withNewPassword } from "../users/set-password";
import { operation } from "./operation";

export const changePassword = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    PreviousPassword: optional(password),
    ProposedPassword: required(password),
  },
  answer(tools, { AccessToken, PreviousPassword, ProposedPassword }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    pool.attempts.countCall(user.username, "ChangePassword");
    if (user.password !== undefined) {
      if (PreviousPassword === undefined) throw missingParameter("PreviousPassword"); // U
      checkPassword(pool, candidateOf(pool, user), PreviousPassword);
    }
    assertPasswordPolicy(ProposedPassword, pool.settings.passwordPolicy);
    assertNotUsedBefore(pool, user, ProposedPassword);
    pool.users.save(withNewPassword(pool, user, ProposedPassword));
    return {};
  },
});
