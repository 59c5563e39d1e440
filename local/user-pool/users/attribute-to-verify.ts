/** Which address of a new user gets the code. */
import type { Attributes } from "../domain/user";
import type { Pool } from "../pool";

/** A phone number goes before an e-mail address, as the service does where both are to be verified. */
export function attributeToVerify({ settings }: Pool, values: Attributes): string | undefined {
  const wanted = ["phone_number", "email"].filter((name) => settings.autoVerifiedAttributes.includes(name));
  return wanted.find((name) => values[name] !== undefined);
}
