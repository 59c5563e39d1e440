import { DeleteWebAuthnCredentialCommand } from "@aws-sdk/client-cognito-identity-provider";
import { respond, userAuth } from "./support/challenges";
import {
  asText,
  aUserWithPasskey,
  passkeyPool,
  requestOptions,
  type UserWithPasskey,
  userAuthClient,
} from "./support/passkeys";
import { incorrect, invalidSession, notAvailable, spentSession } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import type { Circumstances } from "./support/software-authenticator";
import { aConfirmedUser, anEmail } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({ pool: passkeyPool, client: userAuthClient });
});

describe("WEB_AUTHN", () => {
  test("asks for one of the user's passkeys, whose signature gives tokens", async () => {
    const user = await aUserWithPasskey(pool);

    const challenge = await prefer(user.email);
    const options = requestOptions(challenge);
    const answer = await answerWith(challenge, user);

    expect(challenge).toMatchObject({
      ChallengeName: "WEB_AUTHN",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
      Session: expect.stringMatching(/^AYABe/),
    });
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 180_000,
      rpId: "localhost",
      allowCredentials: [{ type: "public-key", id: user.passkey.id, transports: ["internal"] }],
      userVerification: "required",
    });
    expect(answer).toMatchObject({ AuthenticationResult: { TokenType: "Bearer" }, ChallengeParameters: {} });
    await expect(answerWith(challenge, user)).rejects.toMatchObject(spentSession);
  });

  test("can be selected among what is offered", async () => {
    const user = await aUserWithPasskey(pool);

    const { Session, AvailableChallenges } = await userAuth(pool, { USERNAME: user.email });
    const challenge = await respond(pool, "SELECT_CHALLENGE", Session, { USERNAME: user.email, ANSWER: "WEB_AUTHN" });

    expect(AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]);
    await expect(answerWith(challenge, user)).resolves.toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
  });

  test.each<[string, Circumstances]>([
    ["made on a page elsewhere", { origin: "https://localhost.example.com" }],
    ["for another relying party", { rpId: "app.example.com" }],
    ["over another challenge", { challenge: "AAAA" }],
    ["whose user was not verified", { userVerified: false }],
    ["for another user", { userHandle: Buffer.from("somebody").toString("base64url") }],
  ])("refuses a signature %s, which may be repeated rightly", async (_what, circumstances) => {
    const user = await aUserWithPasskey(pool);
    const challenge = await prefer(user.email);

    await expect(answerWith(challenge, user, circumstances)).rejects.toMatchObject(incorrect);
    await expect(answerWith(challenge, user)).resolves.toBeDefined();
  });

  test("refuses a counter that goes back: the passkey may be a copy", async () => {
    const user = await aUserWithPasskey(pool);
    await answerWith(await prefer(user.email), user, { counter: 7 });

    await expect(answerWith(await prefer(user.email), user, { counter: 7 })).rejects.toMatchObject(incorrect);
    await expect(answerWith(await prefer(user.email), user, { counter: 8 })).resolves.toBeDefined();
  });

  test("refuses a signature that was changed, and one by another user's passkey", async () => {
    const [ada, grace] = [await aUserWithPasskey(pool), await aUserWithPasskey(pool)];
    const challenge = await prefer(ada.email);
    const assertion = ada.passkey.sign(requestOptions(challenge));
    const signature = Buffer.from(assertion.response.signature, "base64url").reverse().toString("base64url");
    const changed = { ...assertion, response: { ...assertion.response, signature } };

    await expect(answer(challenge, ada.email, JSON.stringify(changed))).rejects.toMatchObject(incorrect);
    const foreign = grace.passkey.sign(requestOptions(challenge), { userHandle: handleOf(ada) });
    await expect(answer(challenge, ada.email, asText(foreign))).rejects.toMatchObject(incorrect);
    await expect(answer(challenge, grace.email, asText(foreign))).rejects.toMatchObject(invalidSession);
  });

  test("takes one of two simultaneous answers", async () => {
    const user = await aUserWithPasskey(pool);
    const challenge = await prefer(user.email);
    const text = asText(user.passkey.sign(requestOptions(challenge)));

    const answers = await Promise.allSettled([1, 2].map(() => answer(challenge, user.email, text)));

    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test.each([
    ["not JSON", "{"],
    [
      "without a signature",
      '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA"}}',
    ],
  ])("refuses a CREDENTIAL %s", async (_what, text) => {
    const user = await aUserWithPasskey(pool);

    await expect(answer(await prefer(user.email), user.email, text)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test("is offered until the last passkey is deleted; the user without any and the unknown one are offered the same", async () => {
    const user = await aUserWithPasskey(pool);
    const { AccessToken, passkey } = user;
    const open = await prefer(user.email);
    const request = new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: passkey.id });
    await pool.cognito.send(request);

    await expect(answerWith(open, user)).rejects.toMatchObject(incorrect);
    for (const name of [user.email, (await aConfirmedUser(pool)).email, anEmail("nobody")]) {
      const instead = await prefer(name);
      expect(instead).toMatchObject({
        ChallengeName: "SELECT_CHALLENGE",
        AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
        ChallengeParameters: {},
      });
      await expect(
        respond(pool, "SELECT_CHALLENGE", instead.Session, { USERNAME: name, ANSWER: "WEB_AUTHN" }),
      ).rejects.toMatchObject(notAvailable);
    }
  });

  test("outlives a restart", async () => {
    const first = await startTestPool({ pool: passkeyPool, client: userAuthClient });
    const user = await aUserWithPasskey(first);
    await first.stop();
    const second = await startTestPool({ pool: passkeyPool, client: userAuthClient, dataDir: first.dataDir });

    const challenge = await prefer(user.email, second);

    await expect(answerWith(challenge, user, {}, second)).resolves.toMatchObject({
      AuthenticationResult: { TokenType: "Bearer" },
    });
    expect(second.logged).toEqual([]);
  });
});

function prefer(USERNAME: string, target = pool) {
  return userAuth(target, { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" });
}

interface Challenge {
  readonly Session?: string | undefined;
  readonly ChallengeParameters?: Record<string, string> | undefined;
}

function answerWith(challenge: Challenge, user: UserWithPasskey, circumstances: Circumstances = {}, target = pool) {
  return answer(challenge, user.email, asText(user.passkey.sign(requestOptions(challenge), circumstances)), target);
}

function answer({ Session }: Challenge, USERNAME: string, CREDENTIAL: string, target = pool) {
  return respond(target, "WEB_AUTHN", Session, { USERNAME, CREDENTIAL });
}

const handleOf = ({ sub }: UserWithPasskey) => Buffer.from(sub).toString("base64url");
