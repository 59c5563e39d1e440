/** PASSWORD_VERIFIER, the server's half of an SRP exchange. */
import { randomBytes } from "node:crypto";
import type { UserPoolClientSettings } from "../../terraform/user-pools";
import { answerSrp } from "../domain/srp";
import { InvalidParameterException } from "../errors";
import type { Service } from "../service";
import type { Challenge } from "./answer";
import type { Candidate } from "./candidate";

/**
 * The challenge carries its own thread in SECRET_BLOCK, so USER_SRP_AUTH needs no session.
 * @throws InvalidParameterException SRP_A is no number, or a multiple of N (U: text)
 */
export function issuePasswordVerifier(
  { srpExchanges }: Pick<Service, "srpExchanges">,
  client: UserPoolClientSettings,
  candidate: Candidate,
  srpA: string,
): Challenge {
  const exchange = answerSrp(srpA, candidate.password, randomBytes);
  if (exchange === undefined) throw new InvalidParameterException("Invalid SRP_A parameter");
  const { userId } = candidate.identity;
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: candidate.password.salt,
      SECRET_BLOCK: srpExchanges.open({ clientId: client.id, candidate, exchange }),
      SRP_B: exchange.B.toString(16),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}
