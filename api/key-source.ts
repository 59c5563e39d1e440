/** The pool's public keys: fetched when a process starts, and again when a token names a key that is not known. */
import { type FetchLimits, JwksUnavailableError, type RsaJwk } from "./fetch-jwks";

/** A request may wait for two fetches, and is answered within 5 seconds. A pool's JWKS has less than 1 kB. */
export const jwksLimits: FetchLimits = { timeoutMs: 2_000, maxBytes: 64 * 1024 };

export interface KeySource {
  /**
   * The key with this id; undefined if the pool publishes none such.
   * @throws JwksUnavailableError it cannot be known at present
   */
  find(kid: string): Promise<RsaJwk | undefined>;
}

export interface KeySourceOptions {
  readonly fetchKeys: () => Promise<readonly RsaJwk[]>;
  /** Least time between a fetch that succeeded and the next: what a made-up key id can cost at most. */
  readonly refetchMs?: number;
  /** Least time between a fetch that failed and the next. */
  readonly retryMs?: number;
  readonly now?: () => number;
}

/**
 * Starts to fetch at once. That first fetch does not count as a failed one: Lambda may freeze a process in the
 * middle of it, so that it runs out of time without having had any.
 */
export function startKeySource({
  fetchKeys,
  refetchMs = 10_000,
  retryMs = 1_000,
  now = () => performance.now(),
}: KeySourceOptions): KeySource {
  let keys: ReadonlyMap<string, RsaJwk> = new Map();
  let notBefore = 0;
  let failure: unknown;
  let reloading: Promise<void> | undefined;
  const first = load().catch(() => {});

  async function load(): Promise<void> {
    const fetched = await fetchKeys();
    keys = new Map(fetched.map((key) => [key.kid, key]));
    notBefore = now() + refetchMs;
    failure = undefined;
  }

  async function reload(): Promise<void> {
    try {
      await load();
    } catch (error) {
      notBefore = now() + retryMs;
      failure = error;
    } finally {
      reloading = undefined;
    }
  }

  return {
    async find(kid) {
      if (!keys.has(kid)) await first;
      if (!keys.has(kid) && now() >= notBefore) {
        reloading ??= reload();
        await reloading;
      }
      const key = keys.get(kid);
      if (!key && failure)
        throw new JwksUnavailableError("The user pool's keys cannot be fetched.", { cause: failure });
      return key;
    },
  };
}
