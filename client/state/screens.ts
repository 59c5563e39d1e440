/** The screens, and the address of each: the part after `#`, so that back, forward and reload work on any hosting. */

export type Screen =
  | { readonly name: "signIn" | "signUp" | "forgotPassword" }
  /** `password` waits in memory only, to sign in once the address is confirmed. */
  | { readonly name: "confirmSignUp"; readonly email: string; readonly password: string }
  /** `isForced`: not asked for by the person, but required by an administrator. */
  | { readonly name: "resetPassword"; readonly email: string; readonly isForced: boolean }
  | { readonly name: "newPassword" | "totp"; readonly email: string }
  | { readonly name: "api" | "session" | "account" };

export type ScreenName = Screen["name"];

const hashes: Readonly<Record<ScreenName, string>> = {
  signIn: "#sign-in",
  signUp: "#sign-up",
  forgotPassword: "#forgot-password",
  confirmSignUp: "#confirm-address",
  resetPassword: "#reset-password",
  newPassword: "#new-password",
  totp: "#code",
  api: "#api",
  session: "#session",
  account: "#account",
};

export const titles: Readonly<Record<ScreenName, string>> = {
  signIn: "Sign in",
  signUp: "Create an account",
  forgotPassword: "Forgot your password?",
  confirmSignUp: "Confirm your address",
  resetPassword: "Choose a new password",
  newPassword: "Choose your password",
  totp: "Enter your code",
  api: "API",
  session: "Session",
  account: "Account",
};

export const hashOf = ({ name }: Pick<Screen, "name">): string => hashes[name];

/** Screens that a link can open; the others are steps and need what came before, two of them no more than the address. */
const needsNobody = ["signIn", "signUp", "forgotPassword"] as const;
const needsUser = ["session", "account"] as const;

/** Whether a screen makes sense for who is (not) signed in. */
export function fits({ name }: Screen, isSignedIn: boolean): boolean {
  if (name === "api") return true;
  return (needsUser as readonly ScreenName[]).includes(name) === isSignedIn;
}

/**
 * The screen that an address asks for, if it can be opened now.
 * @param email whose step it was: whoever reads the code in another program may come back to a page that has been reloaded
 */
export function screenAt(hash: string, isSignedIn: boolean, email?: string): Screen | undefined {
  if (email !== undefined && !isSignedIn) {
    if (hash === hashes.confirmSignUp) return { name: "confirmSignUp", email, password: "" };
    if (hash === hashes.resetPassword) return { name: "resetPassword", email, isForced: false };
  }
  const name = [...needsNobody, ...needsUser, "api" as const].find((candidate) => hashes[candidate] === hash);
  if (name === undefined || !fits({ name }, isSignedIn)) return undefined;
  return { name };
}

export const firstScreen = (isSignedIn: boolean): Screen => ({ name: isSignedIn ? "api" : "signIn" });
