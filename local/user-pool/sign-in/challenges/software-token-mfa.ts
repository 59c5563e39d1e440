/** SOFTWARE_TOKEN_MFA: the code of the user's authenticator app. A wrong one may be repeated in the same session (U). */
import { acceptTotp } from "../../domain/totp";
import { wrongCodeOrState, wrongSoftwareTokenCode } from "../../refusals";
import { checkSecondFactor } from "../check-second-factor";
import { continueSignIn } from "../continue-sign-in";
import { requireParameter } from "../flows/flow";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const softwareTokenMfa: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client, responses } = request;
    const { text, candidate, proven } = requireSession(request, "SOFTWARE_TOKEN_MFA");
    const user = requireUser(pool, candidate);
    const code = requireParameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
    const { softwareToken: token } = user;
    if (token === undefined) throw wrongCodeOrState();

    const accept = () => acceptTotp(token, code, tools.clock());
    const softwareToken = checkSecondFactor(pool, user.username, accept, wrongSoftwareTokenCode);
    tools.sessions.spend(text);
    const saved = pool.users.save({ ...user, softwareToken });
    return continueSignIn({ tools, pool, client, user: saved, proven: { ...proven, secondFactor: true } });
  },
};
