/** Delivery details for a code that was not sent, so that the answer does not tell whether the user exists. */
import { createHmac } from "node:crypto";
import { isPhoneNumber } from "../domain/attribute-schema";
import type { Pool } from "../pool";
import { type CodeDeliveryDetails, deliveryDetails } from "./send-code";

/** Derived from the name as it was typed; the same every time. */
export function simulatedDelivery(pool: Pool, name: string): CodeDeliveryDetails {
  if (isPhoneNumber(name)) return deliveryDetails("phone_number", name);
  return deliveryDetails("email", simulatedAddress(pool, name));
}

/** Where a user of this name would get e-mail; the same every time. */
export function simulatedAddress(pool: Pool, name: string): string {
  return name.includes("@") ? name : `${name}@${derivedLetter(pool, name)}`;
}

function derivedLetter(pool: Pool, name: string): string {
  const key = pool.secretFor("simulated delivery");
  const digest = createHmac("sha256", key).update(pool.users.normalise(name)).digest();
  return String.fromCharCode(0x61 + ((digest[0] ?? 0) % 26));
}
