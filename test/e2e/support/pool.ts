/** What a test does behind the page's back: reads the inbox, and acts as the pool's administrator. */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { System } from "./system";

export const password = "Correct-horse-9";

let people = 0;

/** An address that nobody has used. */
export const anEmail = (): string => `person-${++people}-${Date.now().toString(36)}@example.com`;

interface Message {
  readonly code: string | null;
  readonly purpose: string;
}

/** The newest code that was sent to `email`, for `purpose`. */
export async function codeFor(
  { userPoolUrl }: Pick<System, "userPoolUrl">,
  email: string,
  purpose: string,
): Promise<string> {
  const response = await fetch(`${userPoolUrl}/inbox/${encodeURIComponent(email)}.json`);
  const { messages } = (await response.json()) as { readonly messages: readonly Message[] };
  const code = messages.find((message) => message.purpose === purpose)?.code;
  if (!code)
    throw new Error(`No ${purpose} code for ${email}: ${messages.map((message) => message.purpose).join(", ")}`);
  return code;
}

export function administrator({ userPoolUrl }: System): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint: userPoolUrl,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
}

/** A user with a verified address, ready to sign in with `password`. */
export async function aUser(system: System): Promise<string> {
  const email = anEmail();
  await anInvitedUser(system, email);
  const { userPoolId: UserPoolId } = system;
  await administrator(system).send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  return email;
}

/** A user who has to choose a password at the first sign-in. */
export async function anInvitedUser(
  system: System,
  email = anEmail(),
  temporaryPassword = "Temporary-9",
): Promise<string> {
  await administrator(system).send(
    new AdminCreateUserCommand({
      UserPoolId: system.userPoolId,
      Username: email,
      TemporaryPassword: temporaryPassword,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  return email;
}

/** A sign-in with a wrong password, from another program than the page: its proof is all zeros. */
export async function failToSignIn(system: System, email: string): Promise<void> {
  const client = administrator(system);
  const ClientId = system.userPoolClientId;
  const { Session, ChallengeParameters = {} } = await client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: email, SRP_A: "2" },
    }),
  );
  const answer = new RespondToAuthChallengeCommand({
    ClientId,
    Session,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: ChallengeParameters.USER_ID_FOR_SRP ?? "",
      PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK ?? "",
      PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64"),
      TIMESTAMP: "Sun Nov 22 12:00:00 UTC 2026",
    },
  });
  await expect(client.send(answer)).rejects.toThrow(NotAuthorizedException);
}
