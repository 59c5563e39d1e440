/**
 * Arithmetic of Cognito's SRP-6a: the 3072-bit group with generator 2, and integers as bytes.
 * Sources: RFC 3526 section 4 (group 15), RFC 5054 (SRP), RFC 2945.
 */
import { constants, createHash, createPublicKey, getDiffieHellman, publicEncrypt } from "node:crypto";

/** base^exponent mod N, for an exponent from 0 to N - 1. */
export type ModularPower = (base: bigint, exponent: bigint) => bigint;

const prime = getDiffieHellman("modp15").getPrime();
export const N = toInteger(prime);
export const g = 2n;
/** Multiplier of SRP-6a: H(pad(N) ‖ pad(g)). */
export const k = hashToInteger(pad(N), pad(g));

/**
 * With OpenSSL, as what RSA does with a public key (RFC 8017, section 5.1.1), without padding: 6 times as quick as BigInt
 * square-and-multiply. A Diffie-Hellman object would do on Node 20 only: from Node 22 it refuses every other base, which SRP
 * has as often as not, and from Node 24.21 it takes seconds.
 */
export const power: ModularPower = (base, exponent) => {
  if (exponent === 0n) return 1n;
  const jwk = { kty: "RSA", n: prime.toString("base64url"), e: bytes(exponent).toString("base64url") };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const block = Buffer.concat([Buffer.alloc(prime.length), bytes(mod(base))]).subarray(-prime.length);
  return toInteger(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block));
};

/** The residue in 0…N-1, also of a negative value. */
export function mod(value: bigint): bigint {
  const residue = value % N;
  return residue < 0n ? residue + N : residue;
}

/** Bytes as Java's BigInteger writes them: minimal, with a leading 00 if the top bit is set. Not padded to N. */
export function pad(value: bigint): Buffer {
  const minimal = bytes(value);
  return (minimal[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), minimal]) : minimal;
}

export function hashToInteger(...parts: readonly Uint8Array[]): bigint {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return toInteger(hash.digest());
}

export function toInteger(value: Buffer): bigint {
  return value.length === 0 ? 0n : BigInt(`0x${value.toString("hex")}`);
}

function bytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}
