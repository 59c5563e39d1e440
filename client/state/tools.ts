/** What actions work with. Put together in actions.ts. */
import type * as auth from "../auth";
import type { PageConfig } from "../config";
import type { Runner } from "./runner";
import type { State } from "./state";
import type { Store } from "./store";

export type Auth = typeof auth;

export interface Tools {
  readonly store: Store<State>;
  readonly auth: Auth;
  readonly config: PageConfig;
  readonly run: Runner;
  /** Ends a session of which nothing is left but to sign in again. */
  readonly giveUp: (why: string) => Promise<void>;
}
