/** Who is signed in, and which screen fits. */
import type { SessionEvent } from "../auth/connect";
import { attempt, type Failure } from "../auth/failure";
import type { Session } from "../auth/session";
import { firstScreen, fits, type Screen, screenAt } from "./screens";
import { initialState, type Task } from "./state";
import type { Tools } from "./tools";

export type SessionActions = ReturnType<typeof sessionActions>;

export function sessionActions({ store: { get, set }, auth, run }: Tools) {
  function show(screen: Screen, notice?: string): void {
    set({ screen, notice, failure: undefined, openSetting: undefined, totpSetup: undefined });
  }

  /** Takes over who is signed in now; leaves a screen that does not fit any more. */
  function settle(session: Session | null, notice?: string): void {
    const { screen, session: before } = get();
    set({ session });
    const isSignedIn = session !== null;
    if (before && !isSignedIn) {
      const { calls, isTotpOn, passkeys } = initialState; // they told about who was signed in
      set({ calls, isTotpOn, passkeys });
    }
    if (!fits(screen, isSignedIn)) show(firstScreen(isSignedIn), notice);
    else if (notice !== undefined) set({ notice });
  }

  async function loadSession(): Promise<void> {
    const result = await attempt("loadSession", () => auth.readSession());
    if (result.ok) settle(result.value);
    else set({ notice: result.failure.text });
  }

  return {
    show,
    settle,
    loadSession,

    /** What is wrong before anybody has to be asked. */
    reject(task: Task, failure: Failure): void {
      set({ failure: { ...failure, task }, notice: undefined });
    },

    /** New tokens for changed claims. What fails shows through the events of the session. */
    async refreshQuietly(): Promise<void> {
      await attempt("refresh", () => auth.readSession({ forceRefresh: true }));
      await loadSession();
    },

    /**
     * Opens what the address asks for, or says why nobody can tell who is signed in.
     * @param email what the browser's history remembers of a step
     */
    async start(hash: string, email?: string): Promise<void> {
      set({ failure: undefined });
      const result = await attempt("loadSession", () => auth.readSession());
      if (!result.ok) return set({ failure: { ...result.failure, task: "refresh" } });
      const isSignedIn = result.value !== null;
      const screen = screenAt(hash, isSignedIn, email) ?? firstScreen(isSignedIn);
      set({ session: result.value, screen, email: email ?? "" });
    },

    /** A link, or back and forward. */
    open(hash: string, email?: string): void {
      const { session, screen } = get();
      const target = screenAt(hash, Boolean(session), email);
      if (target !== undefined && target.name !== screen.name) show(target);
    },

    /** What Amplify tells: also what other tabs and the pool did. */
    async hear(message: SessionEvent): Promise<void> {
      switch (message.event) {
        case "signedIn":
          return loadSession();
        case "tokenRefresh":
          set({ notice: undefined }); // such as: that it was not possible
          return loadSession();
        case "signedOut":
          settle(null);
          return show({ name: "signIn" }, get().notice ?? "You are signed out.");
        case "tokenRefresh_failure":
          if (message.failure.goTo === "signIn") return settle(null, message.failure.text);
          if (get().running === undefined) set({ notice: message.failure.text }); // else what runs says so itself
          return;
      }
    },

    refresh: () =>
      run(
        "refresh",
        () => attempt("refresh", () => auth.readSession({ forceRefresh: true })),
        (session) => {
          if (session !== null) settle(session, "The session is refreshed: you have new tokens.");
        },
      ),

    signOut: () => run("signOut", auth.signOut, () => undefined),
  };
}
