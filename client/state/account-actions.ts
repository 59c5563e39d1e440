/** What a signed-in person does with the account. */
import type { Result } from "../auth/failure";
import type { SessionActions } from "./session-actions";
import type { Setting } from "./state";
import type { Tools } from "./tools";

/** How the page is called in an authenticator app. */
const issuer = "Secured API";

export function accountActions(
  { store: { get, set }, auth, config, run, giveUp }: Tools,
  { refreshQuietly }: SessionActions,
) {
  const done = (notice: string) => set({ notice, openSetting: undefined, totpSetup: undefined, failure: undefined });

  async function load<Value>(read: () => Promise<Result<Value>>, take: (value: Value) => void): Promise<void> {
    const result = await read();
    if (result.ok) take(result.value);
    else if (result.failure.goTo !== undefined && get().session) await giveUp(result.failure.text);
    else set({ notice: result.failure.text });
  }

  const loadPasskeys = () => load(auth.listPasskeys, (passkeys) => set({ passkeys }));
  const loadTotp = () => load(auth.readTotp, (isTotpOn) => set({ isTotpOn }));

  return {
    /** What the account screen shows and the ID token does not say. */
    async loadAccount(): Promise<void> {
      await Promise.all([config.totp && loadTotp(), config.passkeys && loadPasskeys()]);
    },

    openSetting(setting: Setting | undefined): void {
      set({ openSetting: setting, failure: undefined, notice: undefined, totpSetup: undefined });
    },

    changeName: (name: string) =>
      run(
        "changeName",
        () => auth.changeName(name),
        async () => {
          await refreshQuietly(); // the name is a claim of the ID token
          done("Your name is changed.");
        },
      ),

    changePassword: (oldPassword: string, newPassword: string) =>
      run(
        "changePassword",
        () => auth.changePassword(oldPassword, newPassword),
        () => done("Your password is changed."),
      ),

    startTotp: () =>
      run(
        "setUpTotp",
        () => auth.startTotp(issuer, get().session?.email ?? ""),
        (totpSetup) => set({ totpSetup, openSetting: "setUpTotp" }),
      ),

    finishTotp: (code: string) =>
      run(
        "setUpTotp",
        () => auth.finishTotp(code),
        () => {
          set({ isTotpOn: true });
          done("The authenticator app is on: from now on, signing in asks for its code.");
        },
      ),

    turnOffTotp: () =>
      run("setUpTotp", auth.turnOffTotp, () => {
        set({ isTotpOn: false });
        done("The authenticator app is off.");
      }),

    addPasskey: () =>
      run("passkeys", auth.addPasskey, async () => {
        await loadPasskeys();
        set({ notice: "The passkey is added." });
      }),

    deletePasskey: (id: string) =>
      run(
        "passkeys",
        () => auth.deletePasskey(id),
        async () => {
          await loadPasskeys();
          set({ notice: "The passkey is deleted." });
        },
      ),

    signOutEverywhere: () =>
      run("signOutEverywhere", auth.signOutEverywhere, () => set({ notice: "You are signed out everywhere." })),

    deleteAccount: () => run("deleteAccount", auth.deleteAccount, () => set({ notice: "Your account is deleted." })),
  };
}
