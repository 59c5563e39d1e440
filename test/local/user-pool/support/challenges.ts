/** Steps of a sign-in, sent with the AWS SDK. */
import {
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TestPool } from "./running-pool";

/** InitiateAuth with USER_AUTH. */
export function userAuth(
  { cognito, clientId: ClientId }: Pick<TestPool, "cognito" | "clientId">,
  AuthParameters: Record<string, string>,
  Session?: string,
) {
  return cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters, Session }));
}

export function respond(
  { cognito, clientId: ClientId }: Pick<TestPool, "cognito" | "clientId">,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) {
  return cognito.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }));
}
