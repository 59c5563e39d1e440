/** Signing up, in and out, and a forgotten password, each with a typed outcome. */
import * as amplify from "aws-amplify/auth";
import { readSession } from "./connect";
import { attempt, type Result } from "./failure";

/** What a sign-in needs next. */
export type SignInStep = "done" | "confirmSignUp" | "resetPassword" | "newPassword" | "totp";

const steps: Readonly<Record<string, SignInStep>> = {
  DONE: "done",
  CONFIRM_SIGN_UP: "confirmSignUp",
  RESET_PASSWORD: "resetPassword",
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: "newPassword",
  CONFIRM_SIGN_IN_WITH_TOTP_CODE: "totp",
};

function stepOf({ nextStep: { signInStep } }: amplify.SignInOutput): SignInStep {
  const step = steps[signInStep];
  // A passkey was asked for, and the pool offers other factors instead: the account has none
  if (signInStep === "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION") throw new Error("noPasskey");
  if (step === undefined) throw new Error(`this page does not know the step ${signInStep}.`);
  return step;
}

export const signUp = (email: string, password: string): Promise<Result> =>
  attempt("signUp", async () => {
    await amplify.signUp({ username: email, password, options: { userAttributes: { email } } });
  });

export const confirmSignUp = (email: string, confirmationCode: string): Promise<Result> =>
  attempt("confirmSignUp", async () => {
    await amplify.confirmSignUp({ username: email, confirmationCode });
  });

export const resendSignUpCode = (email: string): Promise<Result> =>
  attempt("resendSignUpCode", async () => {
    await amplify.resendSignUpCode({ username: email });
  });

/** With SRP: the password itself never leaves the page. */
export const signIn = (username: string, password: string): Promise<Result<SignInStep>> =>
  attempt("signIn", () => startSignIn({ username, password }));

export const signInWithPasskey = (username: string): Promise<Result<SignInStep>> =>
  attempt("signIn", () =>
    startSignIn({ username, options: { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } }),
  );

/** Answers the step that a sign-in asked for: a new password, or a code. */
export const continueSignIn = (challengeResponse: string): Promise<Result<SignInStep>> =>
  attempt("signIn", async () => stepOf(await amplify.confirmSignIn({ challengeResponse })));

async function startSignIn(input: amplify.SignInInput): Promise<SignInStep> {
  try {
    return stepOf(await amplify.signIn(input));
  } catch (error) {
    // Another tab was quicker
    if (error instanceof Error && error.name === "UserAlreadyAuthenticatedException") return "done";
    throw error;
  }
}

export const forgotPassword = (username: string): Promise<Result> =>
  attempt("forgotPassword", async () => {
    await amplify.resetPassword({ username });
  });

export const resetPassword = (username: string, confirmationCode: string, newPassword: string): Promise<Result> =>
  attempt("resetPassword", () => amplify.confirmResetPassword({ username, confirmationCode, newPassword }));

export const signOut = (): Promise<Result> => attempt("signOut", () => amplify.signOut());

/**
 * Ends every session of the user. Amplify would swallow an unreachable pool or tokens that work no longer and sign out here
 * alone, so they are refreshed first: that fails visibly.
 */
export const signOutEverywhere = (): Promise<Result> =>
  attempt("signOutEverywhere", async () => {
    if ((await readSession({ forceRefresh: true })) === null) throw new Error("UnAuthenticated");
    await amplify.signOut({ global: true });
  });
