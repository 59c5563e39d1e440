/**
 * The client's half of SRP with OpenSSL's arithmetic: a hundredth of the time that clients in plain JavaScript take, for
 * tests in which the client is not the point. Written from RFC 5054 and RFC 5869; shares no code with the pool.
 */
import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  getDiffieHellman,
  hkdfSync,
  publicEncrypt,
  randomBytes,
} from "node:crypto";

export interface ServerHalf {
  readonly userId: string;
  /** Hex. */
  readonly salt: string;
  readonly srpB: string;
  readonly secretBlock: Buffer;
  readonly timestamp: string;
}

export interface ClientHalf {
  /** SRP_A, hex. */
  srpA(): Promise<string>;
  /** PASSWORD_CLAIM_SIGNATURE. */
  sign(password: string, half: ServerHalf): Promise<Buffer>;
}

const prime = getDiffieHellman("modp15").getPrime();
const N = integer(prime);
const g = 2n;
const k = integer(sha256(padded(N), padded(g)));

export class SrpClient implements ClientHalf {
  readonly #a = integer(randomBytes(64));
  readonly #A = power(g, this.#a);

  /** @param poolName the part of the pool id after `_` */
  constructor(private readonly poolName: string) {}

  async srpA(): Promise<string> {
    return this.#A.toString(16);
  }

  async sign(password: string, { userId, salt, srpB, secretBlock, timestamp }: ServerHalf): Promise<Buffer> {
    const B = BigInt(`0x${srpB}`);
    const u = integer(sha256(padded(this.#A), padded(B)));
    const x = integer(sha256(padded(BigInt(`0x${salt}`)), sha256(`${this.poolName}${userId}:${password}`)));
    const base = (((B - k * power(g, x)) % N) + N) % N;
    const S = power(base, this.#a + u * x);
    const key = Buffer.from(hkdfSync("sha256", padded(S), padded(u), "Caldera Derived Key", 16));
    const signed = [Buffer.from(this.poolName + userId), secretBlock, Buffer.from(timestamp)];
    return createHmac("sha256", key).update(Buffer.concat(signed)).digest();
  }
}

/** As the clients write it: `Wed Apr 5 22:42:34 UTC 2017`. */
export function srpTimestamp(now = new Date()): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(now.toUTCString()) ?? [];
  return `${now.toUTCString().slice(0, 3)} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function power(base: bigint, exponent: bigint): bigint {
  const jwk = { kty: "RSA", n: prime.toString("base64url"), e: bytes(exponent).toString("base64url") };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const block = Buffer.concat([Buffer.alloc(prime.length), bytes(base)]).subarray(-prime.length);
  return integer(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block));
}

/** Minimal, and with a leading 00 where the top bit is set. */
function padded(value: bigint): Buffer {
  const minimal = bytes(value);
  return (minimal[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), minimal]) : minimal;
}

function bytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

function integer(value: Buffer): bigint {
  return BigInt(`0x${value.toString("hex")}`);
}

function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
