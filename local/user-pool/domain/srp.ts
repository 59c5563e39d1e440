/**
 * Cognito's password proof, the server's side. Pure: randomness and the modular power come in.
 * Sources: RFC 5054 section 2.5 and 2.6; RFC 5869 (key derivation), with the texts that Cognito's clients use.
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { g, hashToInteger, k, type ModularPower, mod, pad, power, toInteger } from "./srp-group";

/** Whose password: `poolName` is the part of the pool id after `_`, `userId` what is sent as USER_ID_FOR_SRP. */
export interface SrpIdentity {
  readonly poolName: string;
  readonly userId: string;
}

/** What is kept of a password; hex of the integers. The password cannot be computed from it. */
export interface PasswordVerifier {
  readonly salt: string;
  readonly verifier: string;
}

/** The server's half of one exchange. `b` is secret. */
export interface SrpExchange {
  readonly A: bigint;
  readonly B: bigint;
  readonly b: bigint;
}

export interface SrpProof {
  readonly secretBlock: Buffer;
  readonly timestamp: string;
  readonly signature: Buffer;
}

/** @param salt 16 random bytes */
export function makeVerifier(identity: SrpIdentity, password: string, salt: Buffer, pow: ModularPower = power) {
  const value = toInteger(salt);
  const verifier = pow(g, privateValue(identity, password, value));
  return { salt: value.toString(16), verifier: verifier.toString(16) } satisfies PasswordVerifier;
}

/** Whether `password` is the one behind `kept`, in constant time. */
export function isPassword(
  identity: SrpIdentity,
  password: string,
  kept: PasswordVerifier,
  pow: ModularPower = power,
): boolean {
  const candidate = pow(g, privateValue(identity, password, BigInt(`0x${kept.salt}`)));
  return timingSafeEqual(sha256(candidate.toString(16)), sha256(kept.verifier));
}

/** The server's answer to the client's A; `undefined` for an A that would give the key away (a multiple of N, or no number). */
export function answerSrp(
  srpA: string,
  kept: PasswordVerifier,
  randomBytes: (size: number) => Buffer,
  pow: ModularPower = power,
): SrpExchange | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(srpA)) return undefined;
  const A = BigInt(`0x${srpA}`);
  if (mod(A) === 0n) return undefined;
  const b = toInteger(randomBytes(48));
  const B = mod(k * BigInt(`0x${kept.verifier}`) + pow(g, b));
  return B === 0n ? answerSrp(srpA, kept, randomBytes, pow) : { A, B, b };
}

/** Whether the client knows the password: its signature under the session key, compared in constant time. */
export function isProof(
  { poolName, userId }: SrpIdentity,
  { A, B, b }: SrpExchange,
  kept: PasswordVerifier,
  { secretBlock, timestamp, signature }: SrpProof,
  pow: ModularPower = power,
): boolean {
  const u = hashToInteger(pad(A), pad(B));
  if (u === 0n) return false;
  const S = pow(A * pow(BigInt(`0x${kept.verifier}`), u), b);
  const key = Buffer.from(hkdfSync("sha256", pad(S), pad(u), "Caldera Derived Key", 16));
  const expected = createHmac("sha256", key)
    .update(poolName)
    .update(userId)
    .update(secretBlock)
    .update(timestamp)
    .digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function privateValue({ poolName, userId }: SrpIdentity, password: string, salt: bigint): bigint {
  return hashToInteger(pad(salt), sha256(`${poolName}${userId}:${password}`));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
