/** EMAIL_OTP: the code that went to the user's address, as first or as second factor. */
import { isSame } from "../../domain/codes";
import { wrongCodeOrState } from "../../refusals";
import { checkSecondFactor } from "../check-second-factor";
import { continueSignIn } from "../continue-sign-in";
import { requireParameter } from "../flows/flow";
import { provenBy } from "../proven";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const emailOtp: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client, responses } = request;
    const { text, candidate, proven, memory } = requireSession(request, "EMAIL_OTP");
    const given = requireParameter(responses, "EMAIL_OTP_CODE");
    // Nobody got the code of a stand-in. U: the service's answer to it may also be NotAuthorizedException.
    const isRight = isSame(memory.code ?? "", given) && candidate.username !== undefined;
    if (proven.firstFactor === undefined) {
      // Six wrong codes in one session were measured to start no delay; it lives for minutes, the code has 8 digits.
      if (!isRight) throw wrongCodeOrState();
    } else {
      checkSecondFactor(pool, candidate.subject, () => isRight || undefined, wrongCodeOrState);
    }
    const user = requireUser(pool, candidate);
    tools.sessions.spend(text);
    const shown = proven.firstFactor === undefined ? provenBy("EMAIL_OTP") : { ...proven, secondFactor: true };
    return continueSignIn({ tools, pool, client, user, proven: shown });
  },
};
