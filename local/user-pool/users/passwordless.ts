/** Users without a password. Source: Developer Guide, "Authentication" (passwordless sign-in). */
import { InvalidParameterException } from "../errors";
import type { Pool } from "../pool";

/**
 * Whether a new user of this pool may go without a password: where one-time codes sign in.
 * @throws InvalidParameterException where passkeys do, but no codes: nobody could sign in to register the first one
 */
export function allowsNoPassword({ settings: { firstFactors } }: Pool): boolean {
  if (firstFactors.includes("EMAIL_OTP") || firstFactors.includes("SMS_OTP")) return true;
  if (firstFactors.includes("WEB_AUTHN")) throw new InvalidParameterException("User is required to have a password");
  return false;
}
