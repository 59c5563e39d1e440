/** Makes a code, keeps it with the user, and delivers its message. */
import { randomInt } from "node:crypto";
import type { MessageTemplate } from "../../terraform/user-pool/messages";
import { type Clock, milliseconds } from "../clock";
import { type CodeUse, codeLifetimeMs, randomDigits } from "../domain/codes";
import { maskEmail, maskPhoneNumber } from "../domain/mask";
import { type User, withCode } from "../domain/user";
import type { Pool } from "../pool";
import type { MessagePurpose } from "./inbox";

export interface CodeDeliveryDetails {
  /** Masked. */
  readonly Destination: string;
  readonly DeliveryMedium: "EMAIL" | "SMS";
  readonly AttributeName: string;
}

export interface CodeToSend {
  readonly use: CodeUse;
  readonly purpose: MessagePurpose;
  /** `email` or `phone_number`. A value that waits gets the code that proves it, and no other. */
  readonly attribute: string;
}

/** @returns the user with the code outstanding, saved, and what the caller may know of the delivery */
export function sendCode(pool: Pool, clock: Clock, user: User, { use, purpose, attribute }: CodeToSend) {
  const waiting = use === `verify:${attribute}` ? user.pendingAttributes[attribute] : undefined;
  const to = waiting ?? user.attributes[attribute] ?? "";
  const value = randomDigits(6, randomInt);
  const code = { value, sentTo: attribute, expiresAt: milliseconds(clock) + codeLifetimeMs(use) };
  deliver(pool, { to, purpose, code: value, username: user.username, template: pool.settings.verificationMessage });
  return { user: pool.users.save(withCode(user, use, code)), details: deliveryDetails(attribute, to) };
}

export interface MessageToDeliver {
  readonly to: string;
  readonly purpose: MessagePurpose;
  readonly code: string;
  readonly username: string;
  readonly template: MessageTemplate;
}

/** @throws LimitExceededException the day's e-mails are used up; what the caller saved before stays (U) */
export function deliver(pool: Pool, { to, purpose, code, username, template }: MessageToDeliver): void {
  const isEmail = to.includes("@");
  if (isEmail) pool.emailQuota.count();
  const fill = (text: string) => text.replaceAll("{####}", () => code).replaceAll("{username}", () => username);
  pool.inbox.add({
    to,
    subject: fill(template.subject),
    body: fill(isEmail ? template.body : (template.sms ?? template.body)),
    code,
    purpose,
  });
}

export function deliveryDetails(attribute: string, to: string): CodeDeliveryDetails {
  return attribute === "phone_number"
    ? { Destination: maskPhoneNumber(to), DeliveryMedium: "SMS", AttributeName: attribute }
    : { Destination: maskEmail(to), DeliveryMedium: "EMAIL", AttributeName: attribute };
}
