/**
 * The keys of one pool: RSA 2048, one for ID tokens and another for access tokens. Made at first start, kept in the
 * store, published without their private parts. A key that was rotated out stays published as long as a token that it
 * signed may live.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type Clock, dayMs, milliseconds } from "../clock";
import type { Collection } from "../store/store";

export type TokenUse = "id" | "access";

export interface KeyRecord {
  readonly use: TokenUse;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** Order of making: the newest of a use signs. */
  readonly number: number;
  /** When a newer one took its place; epoch milliseconds. */
  readonly retiredAt?: number;
}

export interface SigningKey {
  readonly kid: string;
  readonly use: TokenUse;
  readonly number: number;
  readonly retiredAt: number | undefined;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** No ID or access token lives longer. Source: API Reference, "CreateUserPoolClient". */
export const longestTokenLifeMs = dayMs;

export class SigningKeys {
  readonly #keys = new Map<string, SigningKey>();

  private constructor(
    private readonly records: Collection<KeyRecord>,
    private readonly clock: Clock,
  ) {
    for (const [kid, record] of records.entries()) this.#keys.set(kid, parseKey(kid, record));
  }

  /** The kept keys; missing ones are made. */
  static async load(records: Collection<KeyRecord>, clock: Clock): Promise<SigningKeys> {
    const keys = new SigningKeys(records, clock);
    const missing = (["id", "access"] as const).filter((use) => keys.#newest(use) === undefined);
    await Promise.all(missing.map((use) => keys.#make(use)));
    return keys;
  }

  /** Makes new keys that sign from now on, and forgets those that were retired long ago. */
  async rotate(): Promise<void> {
    await Promise.all((["id", "access"] as const).map((use) => this.#make(use)));
    for (const { kid } of [...this.#keys.values()].filter((key) => !this.#isPublished(key))) {
      this.records.delete(kid);
      this.#keys.delete(kid);
    }
  }

  async #make(use: TokenUse): Promise<void> {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    const kid = randomBytes(32).toString("base64");
    const record: KeyRecord = {
      use,
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      number: 1 + Math.max(-1, ...Array.from(this.#keys.values(), ({ number }) => number)),
    };
    const former = this.#newest(use);
    if (former !== undefined) this.#retire(former.kid);
    this.#put(kid, record);
  }

  #retire(kid: string): void {
    const record = this.records.get(kid);
    if (record !== undefined) this.#put(kid, { ...record, retiredAt: milliseconds(this.clock) });
  }

  #put(kid: string, record: KeyRecord): void {
    this.records.put(kid, record);
    this.#keys.set(kid, parseKey(kid, record));
  }

  #isPublished({ retiredAt }: SigningKey): boolean {
    return retiredAt === undefined || milliseconds(this.clock) < retiredAt + longestTokenLifeMs;
  }

  signer(use: TokenUse): SigningKey {
    const key = this.#newest(use);
    if (key === undefined) throw new Error(`No signing key for ${use} tokens.`);
    return key;
  }

  find(kid: string): SigningKey | undefined {
    const key = this.#keys.get(kid);
    return key !== undefined && this.#isPublished(key) ? key : undefined;
  }

  /** JSON Web Key Set. Source: RFC 7517 section 5. */
  jwks() {
    return {
      keys: this.#published().map(({ kid, publicKey }) => {
        const { e, n } = publicKey.export({ format: "jwk" });
        return { alg: "RS256", e, kid, kty: "RSA", n, use: "sig" };
      }),
    };
  }

  #published(): SigningKey[] {
    return [...this.#keys.values()].filter((key) => this.#isPublished(key));
  }

  #newest(use: TokenUse): SigningKey | undefined {
    return [...this.#keys.values()].filter((key) => key.use === use).sort((a, b) => b.number - a.number)[0];
  }
}

function parseKey(kid: string, { use, number, retiredAt, privateKey: pem }: KeyRecord): SigningKey {
  const privateKey = createPrivateKey(pem);
  return { kid, use, number, retiredAt, privateKey, publicKey: createPublicKey(privateKey) };
}
