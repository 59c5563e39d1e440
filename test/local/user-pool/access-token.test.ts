import { sign } from "node:crypto";
import {
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  CompleteWebAuthnRegistrationCommand,
  ConfirmDeviceCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  DeleteWebAuthnCredentialCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  ListDevicesCommand,
  ListWebAuthnCredentialsCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  UpdateDeviceStatusCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { operations } from "../../../local/user-pool/operations";
import { keptKey } from "../../support/kept-keys";
import { keysFor } from "./support/keys-for-tests";
import { refusal, unknownUser } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, decode, signIn, type TestUser, type Tokens } from "./support/users";

const DeviceKey = "eu-west-1_01234567-89ab-cdef-0123-456789abcdef";
const Credential = {
  id: "a",
  rawId: "a",
  type: "public-key",
  response: { clientDataJSON: "a", attestationObject: "a" },
};

/** Every operation that takes an access token. */
const calls: Record<string, (pool: TestPool, AccessToken: string) => Promise<unknown>> = {
  AssociateSoftwareToken: ({ cognito }, AccessToken) =>
    cognito.send(new AssociateSoftwareTokenCommand({ AccessToken })),
  ChangePassword: ({ cognito }, AccessToken) =>
    cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword: "a", ProposedPassword: "b" })),
  CompleteWebAuthnRegistration: ({ cognito }, AccessToken) =>
    cognito.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential })),
  ConfirmDevice: ({ cognito }, AccessToken) => cognito.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey })),
  DeleteUser: ({ cognito }, AccessToken) => cognito.send(new DeleteUserCommand({ AccessToken })),
  DeleteUserAttributes: ({ cognito }, AccessToken) =>
    cognito.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ["name"] })),
  DeleteWebAuthnCredential: ({ cognito }, AccessToken) =>
    cognito.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: "a" })),
  ForgetDevice: ({ cognito }, AccessToken) => cognito.send(new ForgetDeviceCommand({ AccessToken, DeviceKey })),
  GetDevice: ({ cognito }, AccessToken) => cognito.send(new GetDeviceCommand({ AccessToken, DeviceKey })),
  GetUser: ({ cognito }, AccessToken) => cognito.send(new GetUserCommand({ AccessToken })),
  GetUserAttributeVerificationCode: ({ cognito }, AccessToken) =>
    cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" })),
  GetUserAuthFactors: ({ cognito }, AccessToken) => cognito.send(new GetUserAuthFactorsCommand({ AccessToken })),
  GlobalSignOut: ({ cognito }, AccessToken) => cognito.send(new GlobalSignOutCommand({ AccessToken })),
  ListDevices: ({ cognito }, AccessToken) => cognito.send(new ListDevicesCommand({ AccessToken })),
  ListWebAuthnCredentials: ({ cognito }, AccessToken) =>
    cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken })),
  SetUserMFAPreference: ({ cognito }, AccessToken) => cognito.send(new SetUserMFAPreferenceCommand({ AccessToken })),
  StartWebAuthnRegistration: ({ cognito }, AccessToken) =>
    cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken })),
  UpdateDeviceStatus: ({ cognito }, AccessToken) =>
    cognito.send(new UpdateDeviceStatusCommand({ AccessToken, DeviceKey })),
  UpdateUserAttributes: ({ cognito }, AccessToken) =>
    cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: "name", Value: "Ada" }] })),
  VerifySoftwareToken: ({ cognito }, AccessToken) =>
    cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: "123456" })),
  VerifyUserAttribute: ({ cognito }, AccessToken) =>
    cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code: "123456" })),
};

const invalid = refusal("NotAuthorizedException", "Invalid Access Token");
const forged = refusal("NotAuthorizedException", "Could not verify signature for Access Token");

const { privateKey } = keptKey("stranger");
let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

test("no operation that takes an access token is left out here", () => {
  const takers = [...operations].filter(([, { input }]) => "AccessToken" in input).map(([name]) => name);

  expect(Object.keys(calls).sort()).toEqual(takers.sort());
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

  test("refuses a token of the pool's own key that is meant for something else", async () => {
    await expect(call(pool, minted(tokens.AccessToken, { scope: "openid email" }))).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Access Token does not have required scopes"),
    );
    await expect(call(pool, minted(tokens.AccessToken, { token_use: "id" }))).rejects.toMatchObject(invalid);
    await expect(call(pool, minted(tokens.AccessToken, { client_id: "another" }))).rejects.toMatchObject(invalid);
    const byKeyOfIdTokens = withHeader(tokens.AccessToken, { kid: decode(tokens.IdToken, 0).kid });
    await expect(call(pool, minted(byKeyOfIdTokens, {}))).rejects.toMatchObject(invalid);
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

/** With other claims, and signed by the key that its header names. */
function minted(token: string, change: object): string {
  const signed = withClaims(token, change).split(".").slice(0, 2).join(".");
  const key = new Map(keysFor(pool.poolId)).get(String(decode(token, 0).kid));
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key?.privateKey ?? "").toString("base64url")}`;
}

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
