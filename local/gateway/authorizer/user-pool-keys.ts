/**
 * The signing keys of user pools, from their JWKS documents. A rotated key is found without a restart, and an unknown
 * `kid` cannot cause a fetch each.
 * Source: RFC 7517; Amazon Cognito Developer Guide, "Verifying JSON web tokens".
 */
import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { UserPool } from "../../terraform/rest-api/authorizers";

/** The pool's keys could not be had; whether a token is good is unknown. */
export class KeysUnavailableError extends Error {
  override readonly name = "KeysUnavailableError";
}

interface PoolKeys {
  keys: ReadonlyMap<string, KeyObject>;
  fetchedAt: number;
  /** After a `kid` that was not found, or a failure: until then nothing is fetched. */
  quietUntil: number;
  pending: Promise<ReadonlyMap<string, KeyObject>> | undefined;
  failure: KeysUnavailableError | undefined;
}

export interface UserPoolKeysOptions {
  readonly jwksUri: (pool: UserPool) => string;
  /** In milliseconds, from any fixed point. */
  readonly now: () => number;
}

const maxAgeMs = 60_000;
const quietMs = 2_000;
const fetchTimeoutMs = 4_000;
const maxDocumentBytes = 100_000;

export class UserPoolKeys {
  readonly #pools = new Map<string, PoolKeys>();

  constructor(private readonly options: UserPoolKeysOptions) {}

  /** The key, or undefined when the pool has no such one. @throws KeysUnavailableError */
  async find(pool: UserPool, kid: string): Promise<KeyObject | undefined> {
    const state = this.#stateOf(pool);
    const isFresh = () => this.options.now() - state.fetchedAt < maxAgeMs;
    const known = state.keys.get(kid);
    if (known !== undefined && isFresh()) return known;
    if (this.options.now() < state.quietUntil) {
      if (state.failure !== undefined && known === undefined) throw state.failure;
      return known;
    }

    try {
      state.keys = await this.#fetchOnce(pool, state);
      state.failure = undefined;
    } catch (error) {
      // Keys that were good a minute ago serve on while the pool restarts.
      state.quietUntil = this.options.now() + quietMs;
      state.failure = error as KeysUnavailableError;
      if (known !== undefined) return known;
      throw error;
    }
    state.fetchedAt = this.options.now();
    const found = state.keys.get(kid);
    if (found === undefined) state.quietUntil = this.options.now() + quietMs;
    return found;
  }

  #stateOf(pool: UserPool): PoolKeys {
    const known = this.#pools.get(pool.issuer);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const state = { keys: new Map(), fetchedAt: never, quietUntil: never, pending: undefined, failure: undefined };
    this.#pools.set(pool.issuer, state);
    return state;
  }

  /** Requests that come at the same time share one fetch. */
  #fetchOnce(pool: UserPool, state: PoolKeys): Promise<ReadonlyMap<string, KeyObject>> {
    state.pending ??= fetchKeys(this.options.jwksUri(pool)).finally(() => {
      state.pending = undefined;
    });
    return state.pending;
  }
}

async function fetchKeys(uri: string): Promise<Map<string, KeyObject>> {
  let text: string;
  try {
    const response = await fetch(uri, { redirect: "error", signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    text = await readBounded(response);
  } catch (cause) {
    throw new KeysUnavailableError(`the keys of the user pool cannot be fetched from ${uri}`, { cause });
  }
  try {
    const { keys } = JSON.parse(text) as { keys: readonly (JsonWebKey & { kid?: unknown })[] };
    return new Map(keys.flatMap(usableKey));
  } catch (cause) {
    throw new KeysUnavailableError(`what ${uri} answers is not a JWKS document`, { cause });
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxDocumentBytes) throw new Error(`more than ${maxDocumentBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** RSA signing keys of at least 2048 bits; anything else in the document is passed over. */
function usableKey(jwk: JsonWebKey & { kid?: unknown }): [string, KeyObject][] {
  if (typeof jwk.kid !== "string" || jwk.kty !== "RSA") return [];
  if ((jwk.alg ?? "RS256") !== "RS256" || (jwk.use ?? "sig") !== "sig") return [];
  const key = createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e } as JsonWebKey, format: "jwk" });
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? [[jwk.kid, key]] : [];
}
