/**
 * MFA_SETUP: a pool that insists on MFA, and a user without a factor. AssociateSoftwareToken and VerifySoftwareToken
 * come first, each with the session of the step before; this answer ends the set-up and turns the factor on.
 */
import { withFactor } from "../../domain/mfa";
import { InvalidParameterException } from "../../errors";
import { continueSignIn } from "../continue-sign-in";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const mfaSetup: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client } = request;
    const { text, candidate, proven, memory } = requireSession(request, "MFA_SETUP");
    const user = requireUser(pool, candidate);
    if (!memory.isSetUp) throw new InvalidParameterException("User has not verified software token mfa"); // U here
    tools.sessions.spend(text);
    const saved = pool.users.save(withFactor(user, "SOFTWARE_TOKEN_MFA", true, false));
    return continueSignIn({ tools, pool, client, user: saved, proven: { ...proven, secondFactor: true } });
  },
};
