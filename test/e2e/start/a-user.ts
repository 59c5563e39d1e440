/** Signs up, confirms and signs in at a running system, by Amplify. */
import { Amplify } from "aws-amplify";
import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import type { Endpoints } from "../../../local/endpoints";

/** @returns the ID token of a new user with this address */
export async function idTokenOf(username: string, endpoints: Endpoints): Promise<string> {
  const { userPoolId, userPoolClientId, userPoolEndpoint, inboxUrl } = endpoints;
  ConsoleLogger.LOG_LEVEL = "ERROR"; // not a warning each time that another endpoint than Amazon's is meant
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  const password = "Correct-horse-9";
  await signUp({ username, password, options: { userAttributes: { email: username } } });
  const inbox = await fetch(`${inboxUrl}/${encodeURIComponent(username)}.json`);
  const [message] = ((await inbox.json()) as { messages: { code: string }[] }).messages;
  await confirmSignUp({ username, confirmationCode: message?.code ?? "" });
  await signIn({ username, password });
  const { tokens } = await fetchAuthSession();
  await signOut();
  return String(tokens?.idToken);
}
