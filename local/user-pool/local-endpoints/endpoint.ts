/** What only a pool on one's own machine can do: `/local/…`, for tests and for trying things out. */
import type { EmailQuota } from "../domain/email-quota";
import type { PoolClock } from "../pool-clock";
import type { Pools } from "../pools";

export interface LocalControls {
  readonly clock: PoolClock;
  readonly emailQuota: EmailQuota;
  readonly pools: () => Pools;
  /** As new, but for the signing keys: users, groups, messages, counters, sign-ins, clock and e-mail cap. */
  readonly reset: () => Promise<void>;
}

export interface LocalRequest {
  /** Parsed JSON; an empty object when nothing was sent. */
  readonly body: unknown;
  readonly query: URLSearchParams;
}

/** What is answered as JSON. `Date`s become ISO 8601. */
export type LocalAction = (controls: LocalControls, request: LocalRequest) => object | Promise<object>;

export interface LocalEndpoint {
  readonly GET?: LocalAction;
  readonly POST?: LocalAction;
}
