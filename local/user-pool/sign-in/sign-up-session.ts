/**
 * The session that ConfirmSignUp answers: USER_AUTH signs in with it without another factor.
 * Source: API Reference, "ConfirmSignUp" and "InitiateAuth" (Session).
 */
import type { User } from "../domain/user";
import type { OperationTools } from "../operation-tools";
import type { PoolAndClient } from "../pools";
import { candidateOf } from "./candidate";
import { provenBy } from "./proven";

/** In place of a challenge's name; no challenge can be answered with it. */
export const signUpSession = "CONFIRM_SIGN_UP";

/** `undefined` where the client does not allow USER_AUTH. U: when exactly the service gives one. */
export function openSignUpSession(
  { sessions }: Pick<OperationTools, "sessions">,
  { pool, client }: PoolAndClient,
  user: User,
): string | undefined {
  if (!client.authFlows.has("ALLOW_USER_AUTH")) return undefined;
  const session = {
    clientId: client.id,
    candidate: candidateOf(pool, user),
    challenge: signUpSession,
    proven: provenBy("SIGN_UP"),
    memory: {},
  };
  return sessions.open(session, client.sessionSeconds);
}
