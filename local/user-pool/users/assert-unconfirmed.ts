import type { User } from "../domain/user";
import { NotAuthorizedException } from "../errors";

/** @throws NotAuthorizedException the user was confirmed before */
export function assertUnconfirmed({ status }: User): void {
  if (status !== "UNCONFIRMED") {
    throw new NotAuthorizedException(`User cannot be confirmed. Current status is ${status}`);
  }
}
