/** Users in the states that tests start from, made through the API. */
import {
  AdminCreateUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TestPool } from "./running-pool";

export const password = "Correct-Horse-1";
/** To change it to. */
export const newPassword = "Brand-New-Horse-2";

export interface TestUser {
  readonly email: string;
  readonly password: string;
  readonly sub: string;
}

/** Addresses that no other test of the file uses. */
let count = 0;
export function anEmail(name = "user"): string {
  count += 1;
  return `${name}${count}@example.com`;
}

export async function anUnconfirmedUser(pool: TestPool, email = anEmail()): Promise<TestUser> {
  const answer = await pool.cognito.send(
    new SignUpCommand({ ClientId: pool.clientId, Username: email, Password: password }),
  );
  return { email, password, sub: answer.UserSub ?? "" };
}

export async function aConfirmedUser(pool: TestPool, email = anEmail()): Promise<TestUser> {
  const user = await anUnconfirmedUser(pool, email);
  const ConfirmationCode = await pool.code(email);
  await pool.cognito.send(new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: email, ConfirmationCode }));
  return user;
}

/** A user whom an administrator invited, with a temporary password. */
export async function anInvitedUser(pool: TestPool, email = anEmail()): Promise<TestUser> {
  const answer = await pool.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: email,
      TemporaryPassword: password,
      UserAttributes: [{ Name: "email_verified", Value: "true" }],
    }),
  );
  return { email, password, sub: answer.User?.Username ?? "" };
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

/** Signs in with USER_PASSWORD_AUTH. @throws when a challenge comes instead of tokens */
export async function signIn(
  pool: TestPool,
  { email, password }: Pick<TestUser, "email" | "password">,
): Promise<Tokens> {
  const answer = await passwordAuth(pool, email, password);
  if (answer.AuthenticationResult === undefined) throw new Error(`${answer.ChallengeName} instead of tokens`);
  return answer.AuthenticationResult as Tokens;
}

export function passwordAuth(pool: TestPool, USERNAME: string, PASSWORD: string) {
  return pool.cognito.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

/** Header or payload of a token. */
export function decode(token: string, part: 0 | 1 = 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[part] ?? "", "base64url").toString("utf8"));
}
