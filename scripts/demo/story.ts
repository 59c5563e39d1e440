/** The story itself: what a user does, in order, and what must happen each time. */
import { randomBytes } from "node:crypto";
import { Amplify } from "aws-amplify";
import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import type { System } from "./system";

/** The origin of a page elsewhere: what it may read shows whether the CORS headers are right. */
const origin = "http://localhost:5173";

/** @throws StoryError at the first step that goes another way than it should */
export async function tellStory(system: System): Promise<void> {
  configureAmplify(system);
  const email = await system.newEmailAddress();
  const password = `Demo-${randomBytes(9).toString("base64url")}-1a`;
  const step = numberedSteps();

  await step(`sign up ${email}`, async () => {
    const { nextStep } = await signUp({ username: email, password, options: { userAttributes: { email } } });
    expectThat(nextStep.signUpStep === "CONFIRM_SIGN_UP", `a code was to be sent, but: ${nextStep.signUpStep}`);
    return "the account waits for its code";
  });
  const { code } = await step("the code arrives", async () => {
    const received = await system.receiveCode(email);
    return { ...received, said: `found in ${received.where}` };
  });
  await step("sign in too early", async () => {
    const { nextStep } = await signIn({ username: email, password });
    expectThat(
      nextStep.signInStep === "CONFIRM_SIGN_UP",
      `must be refused before confirmation: ${nextStep.signInStep}`,
    );
    return "refused: the address must be confirmed first";
  });
  await step("confirm with the code", async () => {
    const { isSignUpComplete } = await confirmSignUp({ username: email, confirmationCode: code });
    expectThat(isSignUpComplete, "the sign-up must be complete");
    return "confirmed";
  });
  await step("sign in (SRP: the password stays here)", async () => {
    const { isSignedIn, nextStep } = await signIn({ username: email, password });
    expectThat(isSignedIn, `must be signed in, but: ${nextStep.signInStep}`);
    return "signed in";
  });

  const { idToken, accessToken } = await tokens();
  const call = (path: string, token?: string) => callApi(`${system.apiUrl}${path}`, token);
  const secured = "/api/helloWorldSecured";

  await step("GET /api/helloWorld", async () => {
    const answer = await call("/api/helloWorld");
    expectThat(answer.status === 200 && answer.body === "Hello from an unsecured endpoint", describe(answer));
    return describe(answer);
  });
  for (const [what, token] of [
    ["without a token", undefined],
    ["with an access token", accessToken],
    ["with a tampered token", tampered(idToken)],
  ] as const) {
    await step(`GET ${secured} ${what}`, async () => {
      const answer = await call(secured, token);
      expectThat(answer.status === 401 && answer.isReadableByPages, describe(answer));
      return `refused by the ${answer.layer}: ${describe(answer)}`;
    });
  }
  await step(`GET ${secured} with the ID token`, async () => {
    const answer = await call(secured, idToken);
    expectThat(answer.status === 200 && answer.body === `Hello from an secured endpoint -> ${email}`, describe(answer));
    return describe(answer);
  });
  await step("refresh the session", async () => {
    const refreshed = await tokens({ forceRefresh: true });
    expectThat(refreshed.idToken !== idToken, "the ID token must be a new one");
    const answer = await call(secured, refreshed.idToken);
    expectThat(answer.status === 200, describe(answer));
    return "new tokens, accepted";
  });
  await step("sign out", async () => {
    await signOut();
    const { tokens: left } = await fetchAuthSession();
    expectThat(left === undefined, "no token may be left");
    return "signed out";
  });
}

/** A step went another way than it should. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Who answered: API Gateway marks its own errors. */
  readonly layer: "gateway" | "app";
  /** Whether a page of another origin may read it. */
  readonly isReadableByPages: boolean;
}

async function callApi(url: string, token: string | undefined): Promise<Answer> {
  const response = await fetch(url, {
    headers: { Origin: origin, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(30_000),
  });
  const allowed = response.headers.get("access-control-allow-origin");
  return {
    status: response.status,
    body: await response.json(),
    layer: response.headers.has("x-amzn-errortype") ? "gateway" : "app",
    isReadableByPages: allowed === "*" || allowed === origin,
  };
}

function describe({ status, body, isReadableByPages }: Answer): string {
  return `${status} ${JSON.stringify(body)}${isReadableByPages ? "" : ", without CORS headers"}`;
}

function configureAmplify({ userPoolId, userPoolClientId, userPoolEndpoint }: System): void {
  ConsoleLogger.LOG_LEVEL = "ERROR"; // not a warning each time that another endpoint than Amazon's is meant
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId, userPoolClientId, ...(userPoolEndpoint === undefined ? {} : { userPoolEndpoint }) },
    },
  });
}

async function tokens(options: { forceRefresh?: boolean } = {}) {
  const { tokens } = await fetchAuthSession(options);
  const idToken = tokens?.idToken?.toString();
  const accessToken = tokens?.accessToken.toString();
  if (idToken === undefined || accessToken === undefined) throw new StoryError("there is no session");
  return { idToken, accessToken };
}

/** The same token with another e-mail address in it: the signature no longer fits. */
function tampered(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, email: "someone.else@example.com" })).toString("base64url");
  return `${header}.${forged}.${signature}`;
}

function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new StoryError(otherwise);
}

/** Prints one line a step: its number, what is done, and what came of it. */
function numberedSteps() {
  let number = 0;
  return async <Result extends string | { readonly said: string }>(title: string, act: () => Promise<Result>) => {
    const label = `${String(++number).padStart(2)}. ${title}`;
    try {
      const result = await act();
      console.log(`${label} … ${typeof result === "string" ? result : result.said}`);
      return result;
    } catch (error) {
      throw new StoryError(`${label} … FAILED: ${(error as Error).message}`, { cause: error });
    }
  };
}
