/** By which address a forgotten password can be reset. */
import { isVerified, type User } from "../domain/user";
import { InvalidParameterException, NotAuthorizedException } from "../errors";
import type { Pool } from "../pool";

/** @throws NotAuthorizedException only administrators reset passwords in this pool */
export function assertSelfService({ settings }: Pool): void {
  if (settings.recovery[0] === "admin_only") {
    throw new NotAuthorizedException("Contact administrator to reset password.");
  }
}

/** The verified address that the pool prefers; `undefined` when there is none. */
export function recoveryAttribute({ settings }: Pool, user: User): "email" | "phone_number" | undefined {
  const attributes = settings.recovery.map((name) => (name === "verified_email" ? "email" : "phone_number"));
  return attributes.find((attribute) => isVerified(user, attribute));
}

export function noRecoveryAddress(): InvalidParameterException {
  return new InvalidParameterException(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}
