/** PASSWORD_VERIFIER: the client's proof that it knows the password. */
import { isProof } from "../../domain/srp";
import { isCurrentTimestamp } from "../../domain/srp-timestamp";
import { incorrectPassword } from "../../refusals";
import { isNameOf } from "../candidate";
import { checkPasswordProof } from "../check-password";
import { continueSignIn } from "../continue-sign-in";
import { requireParameter } from "../flows/flow";
import { provenBy } from "../proven";
import { assertSecretHash } from "../secret-hash";
import { type ChallengeHandler, requireSession } from "./challenge";

export const passwordVerifier: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client, responses } = request;
    const username = requireParameter(responses, "USERNAME");
    const secretBlock = requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
    const signature = Buffer.from(requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"), "base64");
    const timestamp = requireParameter(responses, "TIMESTAMP");
    assertSecretHash(client, username, responses.SECRET_HASH);

    const pending = tools.srpExchanges.take(secretBlock, client.id);
    if (pending === undefined) throw incorrectPassword(); // U: unknown, used or too old
    const { candidate, exchange } = pending;
    const session = pending.hasSession ? requireSession(request, "PASSWORD_VERIFIER") : undefined;
    const proof = { secretBlock: Buffer.from(secretBlock, "base64"), timestamp, signature };
    const isOwn = isNameOf(pool, candidate, username);
    const user = checkPasswordProof(pool, candidate, () => {
      const isRight = isProof(candidate.identity, exchange, candidate.password, proof);
      return isRight && isOwn && isCurrentTimestamp(timestamp, tools.wallClock());
    });
    if (session !== undefined) tools.sessions.spend(session.text);
    return continueSignIn({ tools, pool, client, user, proven: provenBy("PASSWORD") });
  },
};
