/** One value of RespondToAuthChallenge's `ChallengeName`. */
import type { User } from "../../domain/user";
import type { PoolAndClient } from "../../pool";
import { missingParameter } from "../../refusals";
import type { Service } from "../../service";
import type { AuthAnswer } from "../answer";
import type { Proven } from "../continue-sign-in";
import type { Parameters } from "../flows/flow";
import { invalidSession, type Session } from "../sessions";

export interface ChallengeRequest extends PoolAndClient {
  readonly service: Service;
  readonly responses: Parameters;
  readonly session: string | undefined;
}

export interface ChallengeHandler {
  readonly respond: (request: ChallengeRequest) => AuthAnswer | Promise<AuthAnswer>;
}

export interface SessionUser {
  /** Text of the session, to be spent when the answer was right. */
  readonly text: string;
  readonly session: Session;
  readonly user: User;
  readonly proven: Proven;
}

/**
 * The session behind an answer, and its user.
 * @throws InvalidParameterException no Session or USERNAME
 * @throws NotAuthorizedException the session is not for this client, challenge or user
 */
export function requireSession(
  { service, pool, client, session, responses }: ChallengeRequest,
  challenge: string,
): SessionUser {
  if (session === undefined) throw missingParameter("Session");
  const found = service.sessions.require(session, { clientId: client.id, challenge });
  if (!responses.USERNAME) throw missingParameter("USERNAME");
  const user = pool.users.find(found.username);
  // Clients name the user by sub, by user name, or as it was typed.
  if (user === undefined || pool.users.find(responses.USERNAME)?.username !== user.username) throw invalidSession();
  return { text: session, session: found, user, proven: (found.state as { proven: Proven }).proven };
}
