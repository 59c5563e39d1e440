/**
 * What went wrong, in words that say how to go on. The one place that knows the pool's error names and messages.
 * Source: Amazon Cognito user pools API Reference, the errors of each operation.
 */

/** The input that a failure belongs to. */
export type Field = "email" | "password" | "newPassword" | "code" | "name";

export interface Failure {
  readonly text: string;
  readonly field?: Field;
  /** The only way on, where there is one: the session or the step has ended. */
  readonly goTo?: "signIn";
}

export type Result<Value = void> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

const hour = "Too many attempts. Try again in about an hour.";
const locked =
  "Too many wrong passwords: this account is locked for a moment. Try again in a minute; every further wrong password doubles the wait, up to 15 minutes.";
const disabled = "This account is disabled. Ask the people who run this service.";
const ended = "Your session has ended. Sign in again.";

/** First match wins, over `<operation> <error name>: <message>`. */
const table: readonly (readonly [pattern: RegExp, text: string, where?: Field | "signIn"])[] = [
  [/NetworkError/, "The sign-in service cannot be reached. Check the connection and try again."],
  [/Password attempts exceeded/, locked, "password"],
  [/LimitExceeded|TooManyFailedAttempts/, hour],
  [/TooManyRequests/, "The sign-in service is busy. Try again in a few seconds."],

  [
    /^changePassword .*(Incorrect username or password|'previousPassword')/,
    "This is not your current password.",
    "password",
  ],
  [/^refresh .*User is disabled/, disabled, "signIn"],
  [/User is disabled/, disabled],
  [/Temporary password has expired/, "The temporary password has expired. Ask for a new invitation."],
  [
    /password cannot be reset in the current state/,
    "This account was invited: sign in with its temporary password first.",
  ],
  [/Invalid session|SignInException/, "This step took too long. Sign in again.", "signIn"],
  [/UnAuthenticated|(Access|Refresh) Token|RefreshTokenReuse|TokenRevoked/, ended, "signIn"],
  [/PasswordResetRequired/, "Your password has to be changed. Sign in to choose a new one.", "signIn"],
  [/^refresh (NotAuthorized|UserNotConfirmed)/, ended, "signIn"], // Amplify has forgotten the tokens
  [/SignUp is not permitted/, "Accounts here are created by invitation only."],
  [/already confirmed|Current status is CONFIRMED/, "This address is confirmed already. Sign in.", "signIn"],

  [/^forgotPassword .*(UserNotFound|no registered)/, "No confirmed account has this address.", "email"],
  [/Incorrect username|^signIn UserNotFound/, "Wrong e-mail address or password.", "password"],
  [/UserNotFound/, "This account does not exist any more.", "signIn"],
  [/UsernameExists|AliasExists/, "There is an account with this address already. Sign in instead.", "email"],
  [/should be an email|Invalid email/, "This is not an e-mail address.", "email"],

  [/already been used once/, "This code has been used. Wait for the next one.", "code"],
  [/ExpiredCode/, "This code works no longer. Ask for a new one.", "code"],
  [/CodeMismatch|EnableSoftwareTokenMFA|at 'userCode'/, "This is not the right code.", "code"],
  [/CodeDeliveryFailure/, "The code could not be sent. Try again later.", "email"],
  [/PasswordHistory/, "This password was used before. Choose another one.", "newPassword"],

  [/Passkey\w*(Canceled|Aborted)/, "The passkey window was closed. Nothing has changed."],
  [/PasskeyAlreadyExists/, "This device holds a passkey for this account already."],
  [/PasskeyNotSupported/, "This browser does not support passkeys."],
  [
    /noPasskey|challenge is not available/,
    "No passkey can be used here: this account has none, or an authenticator app is on. Use the password.",
    "password",
  ],
];

/** @param operation one of ours (`signIn`, `changePassword` …), because one error name has several meanings */
export function describeFailure(operation: string, error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const found = table.find(([pattern]) => pattern.test(`${operation} ${name}: ${message}`));
  if (found !== undefined) {
    const [, text, where] = found;
    return where === "signIn" ? { text, goTo: where } : { text, ...(where && { field: where }) };
  }
  if (name === "InvalidPasswordException") return { text: passwordFault(message), field: "newPassword" };
  return { text: `That did not work: ${message}` };
}

/** `Password did not conform with policy: Password not long enough` → the rule alone. */
const passwordFault = (message: string) => `${message.replace(/^.*policy: /, "")}.`;

/** Runs one step against the pool. Never throws: what fails is described. */
export async function attempt<Value>(operation: string, step: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await step() };
  } catch (error) {
    return { ok: false, failure: describeFailure(operation, error) };
  }
}
