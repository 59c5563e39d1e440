/** SELECT_MFA_TYPE: which of several second factors, where none is preferred. */
import { secondFactorsOf } from "../../domain/mfa";
import { challengeNotAvailable } from "../../refusals";
import { requireParameter } from "../flows/flow";
import { issueSecondFactor } from "../second-factor";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const selectMfaType: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client, responses } = request;
    const { text, candidate, proven } = requireSession(request, "SELECT_MFA_TYPE");
    const user = requireUser(pool, candidate);
    const answer = requireParameter(responses, "ANSWER");
    const factor = secondFactorsOf(pool.settings, user).find((each) => each === answer);
    if (factor === undefined) throw challengeNotAvailable(); // U
    const challenge = issueSecondFactor({ tools, pool, client, user, proven }, factor);
    tools.sessions.spend(text);
    return challenge;
  },
};
