/** A sign-in by SRP, from USER_SRP_AUTH to tokens; with `proofBy` the proof comes from another app client. */
import { InitiateAuthCommand, RespondToAuthChallengeCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { TestPool } from "./running-pool";
import { SrpClient, srpTimestamp } from "./srp-client";
import type { TestUser } from "./users";

export async function srpSignIn(
  { cognito, poolId, clientId: ClientId }: Pick<TestPool, "cognito" | "poolId" | "clientId">,
  { email, password }: Pick<TestUser, "email" | "password">,
  proofBy = ClientId,
) {
  const client = new SrpClient(poolId.split("_")[1] ?? "");
  const AuthParameters = { USERNAME: email, SRP_A: await client.srpA() };
  const { ChallengeParameters = {} } = await cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters }),
  );
  const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP: userId = "" } = ChallengeParameters;
  const timestamp = srpTimestamp();
  const secretBlock = Buffer.from(SECRET_BLOCK, "base64");
  const signature = await client.sign(password, { userId, salt: SALT, srpB: SRP_B, secretBlock, timestamp });
  const ChallengeResponses = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature.toString("base64"),
    TIMESTAMP: timestamp,
  };
  const answer = { ClientId: proofBy, ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses } as const;
  return cognito.send(new RespondToAuthChallengeCommand(answer));
}
