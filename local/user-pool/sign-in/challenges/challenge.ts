/** One value of RespondToAuthChallenge's `ChallengeName`. */
import type { User } from "../../domain/user";
import type { OperationTools } from "../../operation-tools";
import type { Pool } from "../../pool";
import type { PoolAndClient } from "../../pools";
import { missingParameter } from "../../refusals";
import type { AuthAnswer } from "../auth-answer";
import { type Candidate, isNameOf } from "../candidate";
import type { Parameters } from "../flows/flow";
import { assertSecretHash } from "../secret-hash";
import { invalidSession, type Session } from "../sessions";

export interface ChallengeRequest extends PoolAndClient {
  readonly tools: OperationTools;
  readonly responses: Parameters;
  readonly session: string | undefined;
}

export interface ChallengeHandler {
  readonly respond: (request: ChallengeRequest) => AuthAnswer | Promise<AuthAnswer>;
}

export interface OpenSession extends Session {
  /** To be spent when the answer was right. */
  readonly text: string;
}

/**
 * The session behind an answer.
 * @throws InvalidParameterException no Session or USERNAME
 * @throws NotAuthorizedException the session is not for this client, challenge or user; SECRET_HASH is wrong
 */
export function requireSession(
  { tools, pool, client, session, responses }: ChallengeRequest,
  challenge: string,
): OpenSession {
  if (session === undefined) throw missingParameter("Session");
  const found = tools.sessions.require(session, challenge, client.id);
  if (!responses.USERNAME) throw missingParameter("USERNAME");
  if (!isNameOf(pool, found.candidate, responses.USERNAME) || !isStillProven(pool, found)) throw invalidSession();
  assertSecretHash(client, responses.USERNAME, responses.SECRET_HASH);
  return { ...found, text: session };
}

/** U: a password that was shown, and is another one by now, leads no further. */
function isStillProven(pool: Pool, { candidate: { username = "", password }, proven }: Session): boolean {
  return proven.firstFactor !== "PASSWORD" || pool.users.find(username)?.password?.verifier === password.verifier;
}

/** The user of a session as kept now. @throws NotAuthorizedException deleted meanwhile */
export function requireUser(pool: Pool, { username, sub }: Candidate): User {
  const user = username === undefined ? undefined : pool.users.find(username);
  if (user === undefined || user.sub !== sub) throw invalidSession();
  return user;
}
