/**
 * Who sets up an authenticator app: somebody signed in, or somebody whom MFA_SETUP keeps from signing in. In the second
 * case each step takes the session of the one before and answers the next one.
 */
import type { User } from "../domain/user";
import { InvalidParameterException } from "../errors";
import type { OperationTools } from "../operation-tools";
import type { Pool } from "../pool";
import { requireUser } from "./challenges/challenge";
import { requireSignedIn } from "./require-signed-in";
import type { SessionMemory } from "./sessions";

export interface TotpSetup {
  readonly pool: Pool;
  readonly user: User;
  /** To be called when the step is done. @returns members for the answer: the next session, where there was one */
  readonly finish: (memory?: SessionMemory) => { readonly Session?: string };
}

/** @throws InvalidParameterException neither token nor session, or both (U: text). @throws NotAuthorizedException */
export function requireTotpSetup(
  tools: OperationTools,
  { AccessToken, Session: text }: { readonly AccessToken?: string | undefined; readonly Session?: string | undefined },
): TotpSetup {
  if (AccessToken !== undefined && text === undefined) {
    return { ...requireSignedIn(tools, AccessToken), finish: () => ({}) };
  }
  if (text === undefined || AccessToken !== undefined) {
    throw new InvalidParameterException("Either AccessToken or Session is required.");
  }
  const { sessions, pools } = tools;
  const session = sessions.require(text, "MFA_SETUP");
  const { pool, client } = pools.requireClient(session.clientId);
  return {
    pool,
    user: requireUser(pool, session.candidate),
    finish(memory = {}) {
      sessions.spend(text);
      return { Session: sessions.open({ ...session, memory }, client.sessionSeconds) };
    },
  };
}
