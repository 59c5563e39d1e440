/** USER_AUTH: the user chooses what to begin with; or goes on from a sign-up that was confirmed just now. */
import { challengeNotAvailable, incorrectPassword } from "../../refusals";
import type { AuthAnswer } from "../auth-answer";
import { candidateFor } from "../candidate";
import { requireUser } from "../challenges/challenge";
import { continueSignIn } from "../continue-sign-in";
import { beginFirstFactor, firstFactorsOfPool, offeredFactors } from "../first-factors";
import { issueChallenge } from "../issue-challenge";
import { nothingProven } from "../proven";
import { assertSecretHash } from "../secret-hash";
import { invalidSession } from "../sessions";
import type { Attempt } from "../sign-in";
import { signUpSession } from "../sign-up-session";
import { type AuthFlow, type FlowRequest, requireParameter } from "./flow";

export const userAuth: AuthFlow = {
  allowedBy: "ALLOW_USER_AUTH",
  notAllowed: "USER_AUTH flow not enabled for this client", // U
  begin(request) {
    const { tools, pool, client, parameters, session } = request;
    const name = requireParameter(parameters, "USERNAME");
    assertSecretHash(client, name, parameters.SECRET_HASH);
    if (session !== undefined) return continueFromSignUp(request, name, session);
    const candidate = candidateFor(pool, client, name);
    return beginChosen({ tools, pool, client, candidate, proven: nothingProven }, request);
  },
};

function beginChosen(attempt: Attempt, { pool, parameters }: FlowRequest): AuthAnswer {
  const { PREFERRED_CHALLENGE: preferred } = parameters;
  // U: that the pool does not allow a factor is said aloud; that the user does not have it shows in what is offered.
  if (preferred !== undefined && !firstFactorsOfPool(pool).some((factor) => factor === preferred)) {
    throw challengeNotAvailable();
  }
  const offered = offeredFactors(pool, attempt.candidate);
  if (offered.length === 0) throw incorrectPassword(); // U: neither password nor anything else
  const chosen = offered.find((factor) => factor === preferred || offered.length === 1);
  const answer =
    chosen === undefined
      ? issueChallenge(attempt, { name: "SELECT_CHALLENGE" })
      : beginFirstFactor(attempt, chosen, parameters);
  // With what is asked for as first factor comes what else there is; a second factor after a right PASSWORD has no choice.
  const isFirst =
    "ChallengeName" in answer && [chosen ?? answer.ChallengeName, "PASSWORD_VERIFIER"].includes(answer.ChallengeName);
  return isFirst ? { ...answer, AvailableChallenges: offered } : answer;
}

/** The session that ConfirmSignUp answered stands for a first factor, once. */
function continueFromSignUp({ tools, pool, client }: FlowRequest, name: string, text: string): AuthAnswer {
  const { candidate, proven } = tools.sessions.require(text, signUpSession, client.id);
  const user = requireUser(pool, candidate);
  if (pool.users.find(name)?.username !== user.username) throw invalidSession();
  tools.sessions.spend(text);
  return continueSignIn({ tools, pool, client, user, proven });
}
