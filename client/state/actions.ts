/** Everything that a person can make the page do. The composing place of the actions; no view knows more than this. */
import { accountActions } from "./account-actions";
import { apiActions } from "./api-actions";
import { createRunner } from "./runner";
import { sessionActions } from "./session-actions";
import { signInActions } from "./sign-in-actions";
import type { Tools } from "./tools";

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
