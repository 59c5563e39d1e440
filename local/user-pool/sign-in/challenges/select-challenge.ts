/** SELECT_CHALLENGE, PASSWORD and PASSWORD_SRP: what the user of USER_AUTH begins with. */
import { challengeNotAvailable } from "../../refusals";
import type { AuthAnswer } from "../auth-answer";
import { beginFirstFactor, type FirstFactorChallenge, offeredFactors } from "../first-factors";
import { requireParameter } from "../flows/flow";
import { type ChallengeHandler, type ChallengeRequest, requireSession } from "./challenge";

/** A passkey's assertion cannot come along with the answer: what it has to sign is told by the WEB_AUTHN that follows. */
export const selectChallenge: ChallengeHandler = {
  respond: (request) => begin(request),
};
export const password: ChallengeHandler = { respond: (request) => begin(request, "PASSWORD") };
export const passwordSrp: ChallengeHandler = { respond: (request) => begin(request, "PASSWORD_SRP") };

/** What a password factor cannot do without. */
const needs: Readonly<Record<string, string>> = { PASSWORD: "PASSWORD", PASSWORD_SRP: "SRP_A" };

/** @param named the factor, where it is not an ANSWER */
function begin(request: ChallengeRequest, named?: FirstFactorChallenge): AuthAnswer {
  const { tools, pool, client, responses } = request;
  const { text, candidate, proven } = requireSession(request, "SELECT_CHALLENGE");
  const chosen = named ?? requireParameter(responses, "ANSWER");
  const factor = offeredFactors(pool, candidate).find((each) => each === chosen);
  if (factor === undefined) throw challengeNotAvailable();
  if (needs[factor] !== undefined) requireParameter(responses, needs[factor]);
  const answer = beginFirstFactor({ tools, pool, client, candidate, proven }, factor, responses);
  tools.sessions.spend(text);
  return answer;
}
