/** Everything that the page knows, in one place. What a person types stays in the inputs, but for the address. */

import type { Passkey, TotpSetup } from "../auth/account";
import type { ApiAnswer } from "../auth/call-api";
import type { Credential } from "../auth/connect";
import type { Failure } from "../auth/failure";
import type { Session } from "../auth/session";
import type { EndpointName } from "../calls/endpoints";
import type { Screen } from "./screens";

/** Everything that can be under way; forms are named after what they do. */
export type Task =
  | "signIn"
  | "passkeySignIn"
  | "signUp"
  | "confirmSignUp"
  | "resendCode"
  | "forgotPassword"
  | "resetPassword"
  | "newPassword"
  | "totp"
  | "signOut"
  | "refresh"
  | Setting;

/** The rows of the account screen. */
export type Setting =
  | "changeName"
  | "changePassword"
  | "setUpTotp"
  | "passkeys"
  | "signOutEverywhere"
  | "deleteAccount";

export type Call = { readonly isRunning: true } | { readonly isRunning: false; readonly answer: ApiAnswer | undefined };

export interface State {
  readonly screen: Screen;
  /** The address that was typed last, for the next screen that asks for one. */
  readonly email: string;
  /** `undefined` until it is known. */
  readonly session: Session | null | undefined;
  readonly running: Task | undefined;
  readonly failure: (Failure & { readonly task: Task }) | undefined;
  /** What has just happened; stays until something else does. */
  readonly notice: string | undefined;
  readonly credential: Credential;
  readonly calls: { readonly [Name in EndpointName]?: Call };
  /** The one row of the account screen that is open. */
  readonly openSetting: Setting | undefined;
  readonly isTotpOn: boolean | undefined;
  readonly totpSetup: TotpSetup | undefined;
  readonly passkeys: readonly Passkey[] | undefined;
}

/** What failed in a task, to be shown where it was asked for. */
export function failureOf({ failure }: State, task: Task): Failure | undefined {
  return failure?.task === task ? failure : undefined;
}

export const initialState: State = {
  screen: { name: "signIn" },
  email: "",
  session: undefined,
  running: undefined,
  failure: undefined,
  notice: undefined,
  credential: "idToken",
  calls: {},
  openSetting: undefined,
  isTotpOn: undefined,
  totpSetup: undefined,
  passkeys: undefined,
};
