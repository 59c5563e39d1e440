/**
 * Codes of authenticator apps. Sources: RFC 6238 (HMAC-SHA-1, 6 digits, steps of 30 s), RFC 4648 section 6 (Base32);
 * Developer Guide, "TOTP software token MFA" (one step either side is accepted).
 */
import { createHmac } from "node:crypto";
import { softwareTokenUsed } from "../refusals";
import { isSame } from "./codes";

/** An authenticator app that shares a secret with the pool. */
export interface SoftwareToken {
  /** Base64. */
  readonly secret: string;
  /** As the user called it. */
  readonly name?: string;
  /** Time steps whose code was accepted lately; none is accepted again. */
  readonly usedSteps: readonly number[];
}

const stepMs = 30_000;

/** @param randomBytes 32 of them make the 52 characters that the service's secrets have (U) */
export function newSoftwareToken(randomBytes: (size: number) => Buffer): SoftwareToken {
  return { secret: randomBytes(32).toString("base64"), usedSteps: [] };
}

/** The secret as authenticator apps take it: Base32 without padding. */
export function secretCode({ secret }: SoftwareToken): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(Buffer.from(secret, "base64"), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/** The six digits of one step. */
export function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = (hash[hash.length - 1] ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/**
 * The token after its code was accepted; `undefined` for a wrong code.
 * @throws ExpiredCodeException the code was accepted before
 */
export function acceptTotp(token: SoftwareToken, code: string, now: Date): SoftwareToken | undefined {
  const current = Math.floor(now.getTime() / stepMs);
  const secret = Buffer.from(token.secret, "base64");
  const step = [current, current - 1, current + 1].filter((each) => isSame(totp(secret, each), code))[0];
  if (step === undefined) return undefined;
  if (token.usedSteps.includes(step)) throw softwareTokenUsed();
  const recent = token.usedSteps.filter((each) => Math.abs(each - current) <= 2);
  return { ...token, usedSteps: [...recent, step] };
}
