/** What operations work with. Put together in served-pools.ts. */
import type { Clock } from "./clock";
import type { Registrations } from "./passkeys/registrations";
import type { Pools } from "./pools";
import type { Sessions } from "./sign-in/sessions";
import type { SrpExchanges } from "./sign-in/srp-exchanges";

export interface OperationTools {
  readonly clock: Clock;
  /** Time of the machine, which nobody moves: what clients write into a proof is compared with it. */
  readonly wallClock: Clock;
  readonly pools: Pools;
  readonly sessions: Sessions;
  readonly srpExchanges: SrpExchanges;
  readonly registrations: Registrations;
  /** One line for the person who runs the pool. Never a token, a password or a code. */
  readonly log: (line: string) => void;
}
