/** The ways in: sign up, confirm, sign in, and a forgotten password. */
import type { Result } from "../auth/failure";
import type { SignInStep } from "../auth/sign-in";
import { findFault, tidy } from "../form-faults";
import type { SessionActions } from "./session-actions";
import type { Tools } from "./tools";

export function signInActions(
  { store: { get, set }, auth, config, run }: Tools,
  { show, reject, loadSession }: SessionActions,
) {
  /** Every outcome of a sign-in has its own way on. */
  async function follow(step: SignInStep, email: string, password: string): Promise<void> {
    switch (step) {
      case "done":
        return loadSession();
      case "confirmSignUp":
        return show(
          { name: "confirmSignUp", email, password },
          "This address is not confirmed yet. Enter the code from our message, or ask for a new one.",
        );
      case "resetPassword":
        return show({ name: "resetPassword", email, isForced: true });
      case "newPassword":
      case "totp":
        return show({ name: step, email });
    }
  }

  /** Signs in with what was chosen just now; where that does not work, the visitor does, who is told what was done. */
  async function signInAfter(email: string, password: string, done: string): Promise<void> {
    const result = await auth.signIn(email, password);
    if (result.ok) return follow(result.value, email, password);
    show({ name: "signIn" }, done);
  }

  const resend = (send: () => Promise<Result>) =>
    run("resendCode", send, () => show(get().screen, "A new code is on its way. Earlier codes work no longer."));

  /** The address that the screens of one story share. */
  const emailSoFar = () => {
    const { screen, email } = get();
    return "email" in screen ? screen.email : email;
  };

  return {
    typeEmail: (email: string) => set({ email }),

    signIn: (email: string, password: string) =>
      run(
        "signIn",
        () => auth.signIn(email, password),
        (step) => follow(step, email, password),
      ),

    /** @param typed the address, which says whose passkey */
    async signInWithPasskey(typed: string): Promise<void> {
      const { email = "" } = tidy({ email: typed });
      const fault = findFault({ email }, config.passwordPolicy);
      if (fault !== undefined) return reject("signIn", fault);
      await run(
        "passkeySignIn",
        () => auth.signInWithPasskey(email),
        (step) => follow(step, email, ""),
        "signIn",
      );
    },

    /** Answers what a sign-in asked for: the new password, or the code of the authenticator app. */
    continueSignIn: (task: "newPassword" | "totp", answer: string) =>
      run(
        task,
        () => auth.continueSignIn(answer),
        (step) => follow(step, emailSoFar(), ""),
      ),

    signUp: (email: string, password: string) =>
      run(
        "signUp",
        () => auth.signUp(email, password),
        () => show({ name: "confirmSignUp", email, password }),
      ),

    /** Confirms, and signs in with the password that was typed before. */
    confirmSignUp: (email: string, password: string, code: string) =>
      run(
        "confirmSignUp",
        () => auth.confirmSignUp(email, code),
        () => signInAfter(email, password, "Your address is confirmed. Sign in."),
      ),

    resendSignUpCode: (email: string) => resend(() => auth.resendSignUpCode(email)),

    forgotPassword: (email: string) =>
      run(
        "forgotPassword",
        () => auth.forgotPassword(email),
        () => show({ name: "resetPassword", email, isForced: false }),
      ),

    resendResetCode: (email: string) => resend(() => auth.forgotPassword(email)),

    /** Sets the new password, and signs in with it. */
    resetPassword: (email: string, code: string, password: string) =>
      run(
        "resetPassword",
        () => auth.resetPassword(email, code, password),
        () => signInAfter(email, password, "Your new password is set. Sign in with it."),
      ),
  };
}
