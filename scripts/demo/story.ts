/** The story itself: what a user does, in order, and what must happen each time. */
import { randomBytes } from "node:crypto";
import { Amplify } from "aws-amplify";
import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { callApi, describeAnswer } from "./call-api";
import { expectThat, numberedSteps, StoryError } from "./numbered-steps";
import type { System } from "./system";

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
    expectThat(answer.status === 200 && answer.body === "Hello from an unsecured endpoint", describeAnswer(answer));
    return describeAnswer(answer);
  });
  for (const [what, token] of [
    ["without a token", undefined],
    ["with an access token", accessToken],
    ["with a tampered token", tampered(idToken)],
  ] as const) {
    await step(`GET ${secured} ${what}`, async () => {
      const answer = await call(secured, token);
      expectThat(answer.status === 401 && answer.isReadableByPages, describeAnswer(answer));
      return `refused by the ${answer.layer}: ${describeAnswer(answer)}`;
    });
  }
  await step(`GET ${secured} with the ID token`, async () => {
    const answer = await call(secured, idToken);
    expectThat(
      answer.status === 200 && answer.body === `Hello from an secured endpoint -> ${email}`,
      describeAnswer(answer),
    );
    return describeAnswer(answer);
  });
  await step("refresh the session", async () => {
    const refreshed = await tokens({ forceRefresh: true });
    expectThat(refreshed.idToken !== idToken, "the ID token must be a new one");
    const answer = await call(secured, refreshed.idToken);
    expectThat(answer.status === 200, describeAnswer(answer));
    return "new tokens, accepted";
  });
  await step("sign out", async () => {
    await signOut();
    const { tokens: left } = await fetchAuthSession();
    expectThat(left === undefined, "no token may be left");
    return "signed out";
  });
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
