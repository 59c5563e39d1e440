/** Codes that prove an address: made, kept with the user, used once. */
import { timingSafeEqual } from "node:crypto";
import { dayMs, hourMs } from "../clock";
import { expiredCode, wrongCode } from "../refusals";

/** What a code allows. Asking again for the same replaces the code (U). */
export type CodeUse = "signUp" | "forgotPassword" | `verify:${string}`;

export interface Code {
  readonly value: string;
  /** Attribute whose value the code was sent to: `email` or `phone_number`. */
  readonly sentTo: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Lifetime. Source: Developer Guide, "Quotas in Amazon Cognito". */
export function codeLifetimeMs(use: CodeUse): number {
  return use === "forgotPassword" ? hourMs : dayMs;
}

/** Decimal digits, each equally likely, leading zeros included. */
export function randomDigits(count: number, randomInt: (limit: number) => number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}

/** @throws ExpiredCodeException none outstanding, or too old. @throws CodeMismatchException another one */
export function assertCode(code: Code | undefined, given: string, now: Date): Code {
  if (code === undefined || now.getTime() >= code.expiresAt) throw expiredCode();
  if (!isSame(code.value, given)) throw wrongCode();
  return code;
}

export function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
