/** The one place where a password attempt is counted, whichever flow it came by. */
import { isPassword } from "../domain/srp";
import type { User } from "../domain/user";
import type { Pool } from "../pool";
import { incorrectPassword } from "../refusals";
import type { Candidate } from "./candidate";

/** @throws NotAuthorizedException wrong, unknown user, or locked out */
export function checkPassword(pool: Pool, candidate: Candidate, password: string): User {
  return checkPasswordProof(pool, candidate, () => isPassword(candidate.identity, password, candidate.password));
}

/**
 * @param isRight computes whether password or proof is right; not called during a lockout
 * @throws NotAuthorizedException wrong, unknown user, or locked out
 */
export function checkPasswordProof(pool: Pool, candidate: Candidate, isRight: () => boolean): User {
  pool.attempts.assertPasswordAllowed(candidate.subject);
  const right = isRight(); // for stand-ins too: the same steps for everybody
  const user = candidate.username === undefined ? undefined : pool.users.find(candidate.username);
  // Between an SRP challenge and its proof the password may have been changed.
  const isCurrent = user?.password?.verifier === candidate.password.verifier;
  if (!right || user === undefined || !isCurrent) {
    pool.attempts.passwordFailed(candidate.subject);
    throw incorrectPassword();
  }
  pool.attempts.passwordSucceeded(candidate.subject);
  return user;
}
