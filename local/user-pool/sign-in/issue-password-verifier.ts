/** PASSWORD_VERIFIER, the server's half of an SRP exchange. */
import { randomBytes } from "node:crypto";
import { answerSrp } from "../domain/srp";
import { InvalidParameterException } from "../errors";
import type { Challenge } from "./auth-answer";
import { issueChallenge } from "./issue-challenge";
import type { Attempt } from "./sign-in";

/**
 * The challenge carries its own thread in SECRET_BLOCK, so USER_SRP_AUTH needs no session; USER_AUTH has one all the same.
 * @throws NotAuthorizedException locked out
 * @throws InvalidParameterException SRP_A is no number, or a multiple of N (U: text)
 */
export function issuePasswordVerifier(attempt: Attempt, srpA: string, flow: "USER_SRP_AUTH" | "USER_AUTH"): Challenge {
  const { tools, pool, client, candidate } = attempt;
  pool.attempts.assertPasswordAllowed(candidate.subject);
  const exchange = answerSrp(srpA, candidate.password, randomBytes);
  if (exchange === undefined) throw new InvalidParameterException("Invalid SRP_A parameter");
  const hasSession = flow === "USER_AUTH";
  const name = "PASSWORD_VERIFIER";
  const parameters = {
    SALT: candidate.password.salt,
    SECRET_BLOCK: tools.srpExchanges.open({ clientId: client.id, candidate, exchange, hasSession }),
    SRP_B: exchange.B.toString(16),
    USERNAME: candidate.identity.userId,
    USER_ID_FOR_SRP: candidate.identity.userId,
  };
  if (hasSession) return issueChallenge(attempt, { name, parameters });
  return { ChallengeName: name, ChallengeParameters: parameters };
}
