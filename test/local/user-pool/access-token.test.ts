import { generateKeyPairSync, sign } from "node:crypto";
import {
  ChangePasswordCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { refusal, unknownUser } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, decode, signIn, type TestUser, type Tokens } from "./support/users";

/** Every operation that takes an access token. DeleteUser comes last: it must not succeed with any of these tokens. */
const calls: Record<string, (pool: TestPool, AccessToken: string) => Promise<unknown>> = {
  ChangePassword: ({ cognito }, AccessToken) =>
    cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword: "a", ProposedPassword: "b" })),
  DeleteUserAttributes: ({ cognito }, AccessToken) =>
    cognito.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ["name"] })),
  GetUser: ({ cognito }, AccessToken) => cognito.send(new GetUserCommand({ AccessToken })),
  GetUserAttributeVerificationCode: ({ cognito }, AccessToken) =>
    cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" })),
  GlobalSignOut: ({ cognito }, AccessToken) => cognito.send(new GlobalSignOutCommand({ AccessToken })),
  UpdateUserAttributes: ({ cognito }, AccessToken) =>
    cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: "name", Value: "Ada" }] })),
  VerifyUserAttribute: ({ cognito }, AccessToken) =>
    cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code: "123456" })),
  DeleteUser: ({ cognito }, AccessToken) => cognito.send(new DeleteUserCommand({ AccessToken })),
};

const invalid = refusal("NotAuthorizedException", "Invalid Access Token");
const forged = refusal("NotAuthorizedException", "Could not verify signature for Access Token");

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe.each(Object.entries(calls))("%s", (_name, call) => {
  let user: TestUser;
  let tokens: Tokens;
  beforeAll(async () => {
    user = await aConfirmedUser(pool);
    tokens = await signIn(pool, user);
  });

  test("refuses what is no token of this service", async () => {
    await expect(call(pool, "garbage")).rejects.toMatchObject(invalid);
    await expect(call(pool, "a.b.c")).rejects.toMatchObject(invalid);
    await expect(call(pool, withHeader(tokens.AccessToken, { alg: "none" }))).rejects.toMatchObject(invalid);
    await expect(call(pool, withHeader(tokens.AccessToken, { kid: "another" }))).rejects.toMatchObject(invalid);
    await expect(call(pool, withClaims(tokens.AccessToken, { iss: "https://evil.example" }))).rejects.toMatchObject(
      invalid,
    );
  });

  test("refuses an ID token", async () => {
    await expect(call(pool, tokens.IdToken)).rejects.toMatchObject(invalid);
  });

  test("refuses changed claims, and a signature of somebody else's key", async () => {
    const other = withClaims(tokens.AccessToken, { username: "somebody-else" });
    const signed = tokens.AccessToken.split(".").slice(0, 2).join(".");
    const foreign = `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;

    await expect(call(pool, other)).rejects.toMatchObject(forged);
    await expect(call(pool, foreign)).rejects.toMatchObject(forged);
  });

  test("refuses an expired token", async () => {
    pool.clock.advance(3600);

    await expect(call(pool, tokens.AccessToken)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Access Token has expired"),
    );
  });

  test("refuses a revoked token, and that of a deleted user", async () => {
    const [revoked, deleted] = [await signIn(pool, user), await signIn(pool, user)];
    await pool.cognito.send(new GlobalSignOutCommand({ AccessToken: revoked.AccessToken }));
    await expect(call(pool, revoked.AccessToken)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Access Token has been revoked"),
    );

    const last = await signIn(pool, user);
    await pool.cognito.send(new DeleteUserCommand({ AccessToken: last.AccessToken }));
    await expect(call(pool, deleted.AccessToken)).rejects.toMatchObject(unknownUser);
  });
});

function withHeader(token: string, change: object): string {
  return rebuilt(token, 0, change);
}

function withClaims(token: string, change: object): string {
  return rebuilt(token, 1, change);
}

function rebuilt(token: string, part: 0 | 1, change: object): string {
  const parts = token.split(".");
  parts[part] = Buffer.from(JSON.stringify({ ...decode(token, part), ...change })).toString("base64url");
  return parts.join(".");
}
