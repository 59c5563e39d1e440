/** How many passkeys a user can have. Source: Developer Guide, "Quotas in Amazon Cognito". */
import type { User } from "../domain/user";
import { LimitExceededException } from "../errors";

const mostPasskeys = 20;

/** @throws LimitExceededException (U: text) */
export function assertMayAddPasskey({ passkeys = [] }: User): void {
  if (passkeys.length >= mostPasskeys) throw new LimitExceededException(`A user can have ${mostPasskeys} passkeys.`);
}
