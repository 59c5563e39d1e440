/** The one place where codes of a second factor are counted: five wrong ones start the delay that passwords have. */
import type { Pool } from "../pool";

/**
 * @param check throws for a code that is not even to be counted, gives `undefined` for a wrong one
 * @param refusal of a wrong code
 * @throws NotAuthorizedException during the delay
 */
export function checkSecondFactor<T>(pool: Pool, subject: string, check: () => T | undefined, refusal: () => Error): T {
  pool.attempts.assertSecondFactorAllowed(subject);
  const right = check();
  if (right === undefined) {
    pool.attempts.secondFactorFailed(subject);
    throw refusal();
  }
  pool.attempts.secondFactorSucceeded(subject);
  return right;
}
