/**
 * The keys of one pool: RSA 2048, one for ID tokens and another for access tokens. Made at first start, kept in the
 * store, published without their private parts.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Collection } from "../store/store";

export type TokenUse = "id" | "access";

export interface KeyRecord {
  readonly use: TokenUse;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** Order of making: the newest of a use signs. */
  readonly number: number;
}

export interface SigningKey {
  readonly kid: string;
  readonly use: TokenUse;
  readonly number: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export class SigningKeys {
  readonly #keys = new Map<string, SigningKey>();

  private constructor(private readonly records: Collection<KeyRecord>) {
    for (const [kid, record] of records.entries()) this.#keys.set(kid, parseKey(kid, record));
  }

  /** The kept keys; missing ones are made. */
  static async load(records: Collection<KeyRecord>): Promise<SigningKeys> {
    const keys = new SigningKeys(records);
    const missing = (["id", "access"] as const).filter((use) => keys.#newest(use) === undefined);
    await Promise.all(missing.map((use) => keys.make(use)));
    return keys;
  }

  /** Makes a key that signs from now on; earlier ones stay published, so that their tokens keep verifying. */
  async make(use: TokenUse): Promise<SigningKey> {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    const kid = randomBytes(32).toString("base64");
    const record: KeyRecord = {
      use,
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      number: this.#keys.size,
    };
    const key = parseKey(kid, record);
    this.records.put(kid, record);
    this.#keys.set(kid, key);
    return key;
  }

  signer(use: TokenUse): SigningKey {
    const key = this.#newest(use);
    if (key === undefined) throw new Error(`No signing key for ${use} tokens.`);
    return key;
  }

  find(kid: string): SigningKey | undefined {
    return this.#keys.get(kid);
  }

  /** JSON Web Key Set. Source: RFC 7517 section 5. */
  jwks() {
    return {
      keys: [...this.#keys.values()].map(({ kid, publicKey }) => {
        const { e, n } = publicKey.export({ format: "jwk" });
        return { alg: "RS256", e, kid, kty: "RSA", n, use: "sig" };
      }),
    };
  }

  #newest(use: TokenUse): SigningKey | undefined {
    return [...this.#keys.values()].filter((key) => key.use === use).sort((a, b) => b.number - a.number)[0];
  }
}

function parseKey(kid: string, { use, number, privateKey: pem }: KeyRecord): SigningKey {
  const privateKey = createPrivateKey(pem);
  return { kid, use, number, privateKey, publicKey: createPublicKey(privateKey) };
}
