import {
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  ListWebAuthnCredentialsCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStackOf, aUserPool } from "./support/a-stack";
import { aUserWithPasskey, complete, creationOptions, passkeyPool, register, userAuthClient } from "./support/passkeys";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { type Circumstances, makePasskey } from "./support/software-authenticator";
import { aConfirmedUser, signIn } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({ pool: passkeyPool, client: userAuthClient });
});

describe("StartWebAuthnRegistration", () => {
  test("answers what the browser needs, for localhost whatever the relying party", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken } = await signIn(pool, user);

    await expect(creationOptions(pool, AccessToken)).resolves.toEqual({
      rp: { id: "localhost", name: "localhost" },
      user: { id: Buffer.from(user.sub).toString("base64url"), name: user.sub, displayName: user.sub },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      pubKeyCredParams: [
        { type: "public-key", alg: -7 },
        { type: "public-key", alg: -257 },
      ],
      timeout: 60_000,
      excludeCredentials: [],
      authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification: "required" },
    });
    expect(pool.running.notices).toEqual([
      "aws_cognito_user_pool.users: web_authn_configuration.relying_party_id (localhost here)",
    ]);
  });

  test("keeps the browser from making a second passkey on the same device", async () => {
    const { AccessToken, passkey } = await aUserWithPasskey(pool);

    await expect(creationOptions(pool, AccessToken)).resolves.toMatchObject({
      excludeCredentials: [{ type: "public-key", id: passkey.id }],
    });
  });

  test("is refused where the pool has no passkeys, or no relying party", async () => {
    const without = await startTestPool();
    const nameless = await startTestPool({ pool: { sign_in_policy: passkeyPool.sign_in_policy } });

    for (const [target, name] of [
      [without, "WebAuthnNotEnabledException"],
      [nameless, "WebAuthnConfigurationMissingException"],
    ] as const) {
      const { AccessToken } = await signIn(target, await aConfirmedUser(target));
      const start = new StartWebAuthnRegistrationCommand({ AccessToken });
      const finish = new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: aCredential() });
      await expect(target.cognito.send(start)).rejects.toMatchObject({ name });
      await expect(target.cognito.send(finish)).rejects.toMatchObject({ name });
    }
  });

  test("gives a user 20 passkeys at most", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const [first, late] = [await creationOptions(pool, AccessToken), await creationOptions(pool, AccessToken)];
    await complete(pool, AccessToken, makePasskey(first).credential);
    for (let count = 2; count <= 20; count += 1) await register(pool, AccessToken);

    await expect(creationOptions(pool, AccessToken)).rejects.toMatchObject({ name: "LimitExceededException" });
    await expect(complete(pool, AccessToken, makePasskey(late).credential)).rejects.toMatchObject({
      name: "LimitExceededException",
    });
  });
});

describe("CompleteWebAuthnRegistration", () => {
  test.each(["ES256", "RS256"] as const)("takes a passkey with an %s key", async (algorithm) => {
    await expect(aUserWithPasskey(pool, { algorithm })).resolves.toBeDefined();
  });

  test.each<[string, Circumstances, string]>([
    ["made by a page elsewhere", { origin: "https://app.example.com" }, "WebAuthnOriginNotAllowedException"],
    [
      "of a page that only looks local",
      { origin: "http://localhost.example.com" },
      "WebAuthnOriginNotAllowedException",
    ],
    ["for another relying party", { rpId: "app.example.com" }, "WebAuthnRelyingPartyMismatchException"],
    ["with a key of another kind", { algorithm: "EdDSA" }, "WebAuthnCredentialNotSupportedException"],
    ["whose user was not verified", { userVerified: false }, "WebAuthnCredentialNotSupportedException"],
    ["with a vendor's attestation", { attestation: "tpm" }, "WebAuthnCredentialNotSupportedException"],
    ["for a challenge that nobody gave", { challenge: "AAAA" }, "WebAuthnChallengeNotFoundException"],
  ])("refuses a passkey %s", async (_what, circumstances, name) => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));

    await expect(register(pool, AccessToken, circumstances)).rejects.toMatchObject({ name });
    await expect(list(AccessToken)).resolves.toMatchObject({ Credentials: [] });
  });

  test("takes an unverified user where the pool only prefers verification", async () => {
    const lenient = await startTestPool({
      pool: { ...passkeyPool, web_authn_configuration: { relying_party_id: "localhost" } },
      client: userAuthClient,
    });

    await expect(aUserWithPasskey(lenient, { userVerified: false })).resolves.toBeDefined();
  });

  test("takes a challenge once, from its own user, within three minutes", async () => {
    const [ada, grace] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];
    const [hers, his] = [await signIn(pool, ada), await signIn(pool, grace)];
    const notFound = { name: "WebAuthnChallengeNotFoundException" };
    const options = await creationOptions(pool, hers.AccessToken);
    const old = await creationOptions(pool, hers.AccessToken);

    await expect(complete(pool, his.AccessToken, makePasskey(options).credential)).rejects.toMatchObject(notFound);
    await expect(complete(pool, hers.AccessToken, makePasskey(options).credential)).resolves.toBeDefined();
    await expect(complete(pool, hers.AccessToken, makePasskey(options).credential)).rejects.toMatchObject(notFound);
    pool.clock.advance(180);
    await expect(complete(pool, hers.AccessToken, makePasskey(old).credential)).rejects.toMatchObject(notFound);
  });

  test("takes a challenge from the client that it was given to", async () => {
    const stack = aStackOf({
      aws_cognito_user_pool: { users: { ...aUserPool, ...passkeyPool } },
      aws_cognito_user_pool_client: { one: { ...aClient, ...userAuthClient }, two: { ...aClient, ...userAuthClient } },
    });
    const one = await startTestPool({ stack });
    const two = { ...one, clientId: one.running.clients[1]?.userPoolClientId ?? "" };
    const user = await aConfirmedUser(one);
    const options = await creationOptions(one, (await signIn(one, user)).AccessToken);

    await expect(
      complete(two, (await signIn(two, user)).AccessToken, makePasskey(options).credential),
    ).rejects.toMatchObject({ name: "WebAuthnClientMismatchException" });
  });

  test("refuses a passkey that somebody has registered", async () => {
    const { AccessToken, passkey } = await aUserWithPasskey(pool);
    const copy = makePasskey(await creationOptions(pool, AccessToken));
    const { attestationObject } = passkey.credential.response;
    const credential = {
      ...passkey.credential,
      response: { clientDataJSON: copy.credential.response.clientDataJSON, attestationObject },
    };

    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("names what a credential lacks", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const credential = { ...aCredential(), response: {} };

    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "2 validation errors detected: Value null at 'credential.response.clientDataJSON' failed to satisfy constraint: Member must not be null; Value null at 'credential.response.attestationObject' failed to satisfy constraint: Member must not be null",
      ),
    );
  });

  test.each([
    ["no JSON", "AAAA"],
    ["no object", Buffer.from("null").toString("base64url")],
    ["no challenge", Buffer.from("{}").toString("base64url")],
  ])("refuses client data that is %s", async (_what, clientDataJSON) => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const credential = { ...aCredential(), response: { clientDataJSON, attestationObject: "AAAA" } };

    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("ListWebAuthnCredentials and DeleteWebAuthnCredential", () => {
  test("show and take away the user's own passkeys", async () => {
    const { AccessToken, passkey } = await aUserWithPasskey(pool);
    const other = await register(pool, AccessToken, { attachment: "cross-platform" });

    const { Credentials = [] } = await list(AccessToken);
    expect(Credentials).toEqual([
      {
        CredentialId: passkey.id,
        FriendlyCredentialName: "Platform passkey",
        RelyingPartyId: "localhost",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal"],
        CreatedAt: pool.clock(),
      },
      expect.objectContaining({ CredentialId: other.id, FriendlyCredentialName: "Roaming passkey" }),
    ]);
    await remove(AccessToken, passkey.id);
    await expect(list(AccessToken)).resolves.toMatchObject({ Credentials: [{ CredentialId: other.id }] });
  });

  test("list in pages", async () => {
    const { AccessToken, passkey } = await aUserWithPasskey(pool);
    const ids = [passkey.id, (await register(pool, AccessToken)).id, (await register(pool, AccessToken)).id];

    const first = await list(AccessToken, { MaxResults: 2 });
    const second = await list(AccessToken, { MaxResults: 2, NextToken: first.NextToken });

    expect([first, second].map(({ Credentials }) => Credentials?.map(({ CredentialId }) => CredentialId))).toEqual([
      ids.slice(0, 2),
      ids.slice(2),
    ]);
    expect(second.NextToken).toBeUndefined();
    await expect(list(AccessToken, { NextToken: "elsewhere" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(list(AccessToken, { MaxResults: 21 })).rejects.toMatchObject({
      message: expect.stringContaining("'maxResults' failed to satisfy constraint"),
    });
  });

  test("keep to the user: another one's passkey does not exist", async () => {
    const [ada, grace] = [await aUserWithPasskey(pool), await aUserWithPasskey(pool)];

    await expect(remove(ada.AccessToken, grace.passkey.id)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(list(grace.AccessToken)).resolves.toMatchObject({ Credentials: [{ CredentialId: grace.passkey.id }] });
  });

  function remove(AccessToken: string, CredentialId: string) {
    return pool.cognito.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));
  }
});

function list(AccessToken: string, page: { MaxResults?: number; NextToken?: string | undefined } = {}) {
  return pool.cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken, ...page }));
}

/** Well-formed, and for no challenge of anybody. */
function aCredential() {
  const { credential } = makePasskey({ rp: { id: "localhost" }, user: { id: "AAAA" }, challenge: "AAAA" });
  return credential as unknown as Record<string, string>;
}
