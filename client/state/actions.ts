/** Everything that a person can make the page do. The composing place of the actions; no view knows more than this. */
import type * as auth from "../auth";
import type { PageConfig } from "../config";
import { accountActions } from "./account-actions";
import { apiActions } from "./api-actions";
import { createRunner, type Runner } from "./runner";
import { sessionActions } from "./session-actions";
import { signInActions } from "./sign-in-actions";
import type { State } from "./state";
import type { Store } from "./store";

export type Auth = typeof auth;

/** What actions work with. */
export interface Tools {
  readonly store: Store<State>;
  readonly auth: Auth;
  readonly config: PageConfig;
  readonly run: Runner;
  /** Ends a session of which nothing is left but to sign in again. */
  readonly giveUp: (why: string) => Promise<void>;
}

export type Actions = ReturnType<typeof createActions>;

export function createActions(given: Pick<Tools, "store" | "auth" | "config">) {
  const { store, auth } = given;
  async function giveUp(why: string): Promise<void> {
    if (store.get().session) await auth.signOut(); // forgets tokens that work no longer
    store.set({ session: null, screen: { name: "signIn" }, notice: why });
  }
  const tools: Tools = { ...given, giveUp, run: createRunner(store, giveUp) };
  const session = sessionActions(tools);
  return {
    ...session,
    ...signInActions(tools, session),
    ...accountActions(tools, session),
    ...apiActions(tools),
  };
}
