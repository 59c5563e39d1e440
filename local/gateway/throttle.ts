/**
 * Token buckets for the method settings of a stage. `*` + `/*` is a setting for each method by itself, so every method
 * has a bucket of its own (U: AWS applies limits on a best-effort basis and over many machines).
 * Source: Amazon API Gateway Developer Guide, "Throttle requests to your REST APIs".
 */
import type { Stage, Throttling } from "../terraform/rest-api/stages";
import type { Route } from "./match-route";

interface Bucket {
  tokens: number;
  filledAt: number;
}

export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now in milliseconds, from any fixed point */
  constructor(private readonly now: () => number) {}

  /** Takes one token. Returns the limit that has none left. */
  exceeded(stage: Stage, route: Route): Throttling | undefined {
    const methodPath = `${route.resource.path}/${route.method.httpMethod}`.replace(/^\/+/, "");
    const limit = stage.throttling.get(methodPath) ?? stage.throttling.get("*/*");
    if (limit === undefined) return undefined;
    return this.#take(`${stage.address} ${methodPath}`, limit) ? undefined : limit;
  }

  #take(key: string, { requestsPerSecond, burst }: Throttling): boolean {
    if (requestsPerSecond === 0) return false; // whatever the burst (I)
    if (requestsPerSecond === Number.POSITIVE_INFINITY) return burst > 0;
    const now = this.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, filledAt: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * requestsPerSecond);
    const isGranted = tokens >= 1;
    this.#buckets.set(key, { tokens: isGranted ? tokens - 1 : tokens, filledAt: now });
    return isGranted;
  }
}
