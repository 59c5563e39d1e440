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

const recoveryAttributes = {
  verified_email: ["email"],
  verified_phone_number: ["phone_number"],
  admin_only: [],
} as const;

/** The verified address that the pool prefers; `undefined` when there is none. */
export function recoveryAttribute({ settings }: Pool, user: User): "email" | "phone_number" | undefined {
  const attributes = settings.recovery.flatMap((name) => recoveryAttributes[name]);
  return attributes.find((attribute) => isVerified(user, attribute));
}

/** Administrators reset passwords whatever the pool says of users; U: by a verified address, the preferred one first. */
export function resetAttribute(pool: Pool, user: User): "email" | "phone_number" | undefined {
  return (
    recoveryAttribute(pool, user) ??
    (["phone_number", "email"] as const).find((attribute) => isVerified(user, attribute))
  );
}

/** @throws NotAuthorizedException invited and never signed in: there is no own password yet */
export function assertResettable({ status }: User): void {
  if (status === "FORCE_CHANGE_PASSWORD") {
    throw new NotAuthorizedException("User password cannot be reset in the current state.");
  }
}

export function noRecoveryAddress(): InvalidParameterException {
  return new InvalidParameterException(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}
