/** A challenge with its session. */
import type { Challenge } from "./auth-answer";
import { candidateOf } from "./candidate";
import type { SessionMemory } from "./sessions";
import type { Attempt, SignIn } from "./sign-in";

export interface ChallengeToIssue {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What must be remembered until the answer comes. */
  readonly memory?: SessionMemory;
  /** `ChallengeName` that the answer comes under, where it is not `name`. */
  readonly answeredAs?: string;
}

export function issueChallenge(
  { tools, client, candidate, proven }: Attempt,
  { name, parameters = {}, memory = {}, answeredAs = name }: ChallengeToIssue,
): Challenge {
  const session = { clientId: client.id, candidate, challenge: answeredAs, proven, memory };
  return {
    ChallengeName: name,
    ChallengeParameters: parameters,
    Session: tools.sessions.open(session, client.sessionSeconds),
  };
}

/** The same sign-in, seen as an attempt: what challenges are issued to. */
export function attemptOf({ user, ...signIn }: SignIn): Attempt {
  return { ...signIn, candidate: candidateOf(signIn.pool, user) };
}
