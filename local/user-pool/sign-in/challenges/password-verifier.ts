/** PASSWORD_VERIFIER: the client's proof that it knows the password. */
import { isProof } from "../../domain/srp";
import { isCurrentTimestamp } from "../../domain/srp-timestamp";
import { incorrectPassword } from "../../refusals";
import { checkPassword } from "../check-password";
import { continueSignIn } from "../continue-sign-in";
import { requireParameter } from "../flows/flow";
import { assertSecretHash } from "../secret-hash";
import type { ChallengeHandler } from "./challenge";

export const passwordVerifier: ChallengeHandler = {
  respond({ service, pool, client, responses }) {
    const username = requireParameter(responses, "USERNAME");
    const secretBlock = requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
    const signature = Buffer.from(requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"), "base64");
    const timestamp = requireParameter(responses, "TIMESTAMP");
    assertSecretHash(client, username, responses.SECRET_HASH);

    const pending = service.srpExchanges.take(secretBlock, client.id);
    if (pending === undefined) throw incorrectPassword(); // U: unknown, used or too old
    const { candidate, exchange } = pending;
    const proof = { secretBlock: Buffer.from(secretBlock, "base64"), timestamp, signature };
    const isOwn = isNameOf(username, candidate.identity.userId, pool.users.find(username)?.username);
    const user = checkPassword(pool, candidate, () => {
      const isRight = isProof(candidate.identity, exchange, candidate.password, proof);
      return isRight && isOwn && isCurrentTimestamp(timestamp, service.wallClock());
    });
    return continueSignIn({ service, pool, client, user, proven: { firstFactor: "PASSWORD", secondFactor: false } });
  },
};

/** Clients answer with the id for SRP; the user name as it was typed is taken too. */
function isNameOf(given: string, userId: string, found: string | undefined): boolean {
  return given === userId || found === userId;
}
