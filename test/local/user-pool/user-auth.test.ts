import {
  AdminGetUserCommand,
  type ChallengeNameType,
  ConfirmSignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn as amplifySignIn, autoSignIn, confirmSignIn, confirmSignUp, signUp } from "aws-amplify/auth";
import { useAmplify } from "./support/amplify";
import { aUserWithMfa } from "./support/authenticator-app";
import { respond, userAuth } from "./support/challenges";
import { passkeyPool, userAuthClient } from "./support/passkeys";
import {
  expiredSession,
  incorrect,
  invalidSession,
  lockedOut,
  notAvailable,
  refusal,
  spentSession,
  unknownUser,
} from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { SrpClient, srpTimestamp } from "./support/srp-client";
import { aConfirmedUser, anEmail, anInvitedUser, anUnconfirmedUser, password } from "./support/users";

const signedIn = { AuthenticationResult: { TokenType: "Bearer" } };
const passwords = ["PASSWORD_SRP", "PASSWORD"];

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({
    pool: {
      ...passkeyPool,
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
    },
    client: userAuthClient,
  });
});

describe("InitiateAuth with USER_AUTH", () => {
  test("offers what the user has", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(userAuth(pool, { USERNAME: email })).resolves.toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      ChallengeParameters: {},
      AvailableChallenges: [...passwords, "EMAIL_OTP"],
      Session: expect.stringMatching(/^AYABe/),
    });
  });

  test("offers passwords only to users with a second factor, or with a password to replace", async () => {
    const users = [await aUserWithMfa(pool), await anInvitedUser(pool)];

    for (const { email } of users) {
      for (const PREFERRED_CHALLENGE of ["EMAIL_OTP", "WEB_AUTHN"]) {
        await expect(userAuth(pool, { USERNAME: email, PREFERRED_CHALLENGE })).resolves.toMatchObject({
          ChallengeName: "SELECT_CHALLENGE",
          AvailableChallenges: passwords,
        });
      }
    }
  });

  test("takes a preferred PASSWORD at once, and asks for the second factor", async () => {
    const { email } = await aConfirmedUser(pool);
    const withMfa = await aUserWithMfa(pool);

    await expect(prefer("PASSWORD", email, { PASSWORD: password })).resolves.toMatchObject(signedIn);
    const next = await prefer("PASSWORD", withMfa.email, { PASSWORD: password });
    expect(next).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    expect(next.AvailableChallenges).toBeUndefined();
  });

  test("refuses a wrong password, for unknown users alike, and counts it", async () => {
    const { email } = await aConfirmedUser(pool);

    for (const name of [email, anEmail("nobody")]) {
      for (let failure = 1; failure <= 5; failure += 1) {
        await expect(prefer("PASSWORD", name, { PASSWORD: "Wrong-Horse-1" })).rejects.toMatchObject(incorrect);
      }
      await expect(prefer("PASSWORD", name, { PASSWORD: password })).rejects.toMatchObject(lockedOut);
      await expect(prefer("PASSWORD_SRP", name, { SRP_A: "abcdef" })).rejects.toMatchObject(lockedOut);
    }
  });

  test("tells an unconfirmed user so, when the password is right", async () => {
    const { email } = await anUnconfirmedUser(pool);

    await expect(prefer("PASSWORD", email, { PASSWORD: password })).rejects.toMatchObject(
      refusal("UserNotConfirmedException", "User is not confirmed."),
    );
  });

  test.each(["PASSWORD", "PASSWORD_SRP"] as const)("asks for a preferred %s that is not there yet", async (name) => {
    const { email } = await aConfirmedUser(pool);

    const challenge = await prefer(name, email);

    expect(challenge).toMatchObject({ ChallengeName: name, AvailableChallenges: [...passwords, "EMAIL_OTP"] });
    await expect(
      respond(pool, "PASSWORD", challenge.Session, { USERNAME: email, PASSWORD: password }),
    ).resolves.toMatchObject(signedIn);
  });

  test("refuses a factor that the pool does not have, for everybody", async () => {
    const { email } = await aConfirmedUser(pool);

    for (const name of [email, anEmail("nobody")]) {
      await expect(prefer("SMS_OTP", name)).rejects.toMatchObject(notAvailable);
      await expect(prefer("MAGIC", name)).rejects.toMatchObject(notAvailable);
    }
  });

  test("names a missing USERNAME, and a client that does not allow it", async () => {
    const strict = await startTestPool({ client: { explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"] } });

    await expect(userAuth(pool, {})).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter USERNAME"),
    );
    await expect(userAuth(strict, { USERNAME: "a@example.com" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "USER_AUTH flow not enabled for this client"),
    );
  });

  test("tells of an unknown user where the client says LEGACY", async () => {
    const legacy = await startTestPool({ client: { ...userAuthClient, prevent_user_existence_errors: "LEGACY" } });

    await expect(userAuth(legacy, { USERNAME: "nobody@example.com" })).rejects.toMatchObject(unknownUser);
  });

  test("offers an unknown user what a known one is offered, and lets nobody in", async () => {
    const USERNAME = anEmail("nobody");

    const { Session, ...challenge } = await userAuth(pool, { USERNAME });
    const answer = (PASSWORD: string) =>
      respond(pool, "SELECT_CHALLENGE", Session, { USERNAME, ANSWER: "PASSWORD", PASSWORD });

    expect(challenge).toMatchObject({ AvailableChallenges: [...passwords, "EMAIL_OTP"] });
    await expect(answer("any")).rejects.toMatchObject(incorrect);
    await expect(answer(password)).rejects.toMatchObject(incorrect);
  });
});

describe("SELECT_CHALLENGE", () => {
  test("takes a password, a wrong one to be corrected", async () => {
    const { email } = await aConfirmedUser(pool);
    const { Session } = await userAuth(pool, { USERNAME: email });

    await expect(select(Session, email, "PASSWORD", { PASSWORD: "Wrong-Horse-1" })).rejects.toMatchObject(incorrect);
    await expect(select(Session, email, "PASSWORD", { PASSWORD: password })).resolves.toMatchObject(signedIn);
    await expect(select(Session, email, "PASSWORD", { PASSWORD: password })).rejects.toMatchObject(spentSession);
  });

  test.each<[ChallengeNameType, Record<string, string>]>([
    ["SELECT_CHALLENGE", { ANSWER: "PASSWORD_SRP" }],
    ["PASSWORD_SRP", {}],
  ])("takes SRP_A as %s %j; the proof comes with the session that follows", async (name, answer) => {
    const { email, sub } = await aConfirmedUser(pool);
    const { Session } = await userAuth(pool, { USERNAME: email });

    const proof = await proveWith(password, (SRP_A) =>
      respond(pool, name, Session, { USERNAME: email, ...answer, SRP_A }),
    );

    expect(proof.challenge).toMatchObject({
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeParameters: { USERNAME: sub },
    });
    await expect(respond(pool, "PASSWORD_VERIFIER", proof.Session, proof.responses)).resolves.toMatchObject(signedIn);
  });

  test.each([
    ["PASSWORD", "PASSWORD"],
    ["PASSWORD_SRP", "SRP_A"],
  ])("with %s names the missing %s", async (chosen, name) => {
    const { email } = await aConfirmedUser(pool);
    const { Session } = await userAuth(pool, { USERNAME: email });

    await expect(select(Session, email, chosen)).rejects.toMatchObject(
      refusal("InvalidParameterException", `Missing required parameter ${name}`),
    );
  });

  test("takes nothing that was not offered, and no session of another user or time", async () => {
    const [ada, grace] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];
    const { Session } = await userAuth(pool, { USERNAME: ada.email });
    const PASSWORD = password;

    await expect(select(Session, ada.email, "WEB_AUTHN")).rejects.toMatchObject(notAvailable);
    await expect(select(Session, grace.email, "PASSWORD", { PASSWORD })).rejects.toMatchObject(invalidSession);
    await expect(select(Session, anEmail("nobody"), "PASSWORD", { PASSWORD })).rejects.toMatchObject(invalidSession);
    pool.clock.advance(180);
    await expect(select(Session, ada.email, "PASSWORD", { PASSWORD })).rejects.toMatchObject(expiredSession);
  });

  test("wants SECRET_HASH where the client has a secret", async () => {
    const secretive = await startTestPool({ client: { ...userAuthClient, generate_secret: true } });

    await expect(userAuth(secretive, { USERNAME: "a@example.com" })).rejects.toMatchObject({
      message: expect.stringMatching(/is configured with secret but SECRET_HASH was not received$/),
    });
  });
});

describe("PASSWORD_SRP preferred", () => {
  test("begins at once, with a session that the proof must bring", async () => {
    const { email } = await aConfirmedUser(pool);
    const begin = () => proveWith(password, (SRP_A) => prefer("PASSWORD_SRP", email, { SRP_A }));

    const proof = await begin();
    await expect(respond(pool, "PASSWORD_VERIFIER", proof.Session, proof.responses)).resolves.toMatchObject(signedIn);
    const without = await begin();
    await expect(respond(pool, "PASSWORD_VERIFIER", undefined, without.responses)).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter Session"),
    );
    const late = await begin();
    await expect(respond(pool, "PASSWORD_VERIFIER", proof.Session, late.responses)).rejects.toMatchObject(spentSession);
  });

  test("goes through the same steps with an unknown user, the same each time, and fails", async () => {
    const USERNAME = anEmail("nobody");
    const begin = () => proveWith(password, (SRP_A) => prefer("PASSWORD_SRP", USERNAME, { SRP_A }));

    const [first, second] = [await begin(), await begin()];

    expect(first.challenge.ChallengeParameters).toMatchObject({
      SALT: second.challenge.ChallengeParameters?.SALT,
      USER_ID_FOR_SRP: second.challenge.ChallengeParameters?.USER_ID_FOR_SRP,
    });
    await expect(respond(pool, "PASSWORD_VERIFIER", first.Session, first.responses)).rejects.toMatchObject(incorrect);
  });
});

describe("the session of ConfirmSignUp", () => {
  test("signs in once, without another factor", async () => {
    const { email, Session } = await aSignUpSession();

    await expect(userAuth(pool, { USERNAME: email }, Session)).resolves.toMatchObject(signedIn);
    await expect(userAuth(pool, { USERNAME: email }, Session)).rejects.toMatchObject(spentSession);
  });

  test("belongs to its user, to no challenge, and lives three minutes", async () => {
    const [{ email, Session }, other] = [await aSignUpSession(), await aConfirmedUser(pool)];

    await expect(userAuth(pool, { USERNAME: other.email }, Session)).rejects.toMatchObject(invalidSession);
    await expect(select(Session, email, "PASSWORD", { PASSWORD: password })).rejects.toMatchObject(invalidSession);
    const { Session: chosen } = await userAuth(pool, { USERNAME: email });
    await expect(userAuth(pool, { USERNAME: email }, chosen)).rejects.toMatchObject(invalidSession);
    pool.clock.advance(180);
    await expect(userAuth(pool, { USERNAME: email }, Session)).rejects.toMatchObject(expiredSession);
  });

  test("is given where the client allows USER_AUTH only", async () => {
    const plain = await startTestPool();
    const { email } = await anUnconfirmedUser(plain);

    await expect(confirm(plain, email)).resolves.not.toHaveProperty("Session");
  });

  async function aSignUpSession() {
    const { email } = await anUnconfirmedUser(pool);
    return { email, Session: (await confirm(pool, email)).Session };
  }
});

describe("aws-amplify with USER_AUTH", () => {
  beforeEach(() => useAmplify(pool));

  test("signs in by itself after a sign-up", async () => {
    const username = anEmail();
    const userAttributes = { email: username };
    await withoutLateTimers(() =>
      signUp({ username, password, options: { userAttributes, autoSignIn: { authFlowType: "USER_AUTH" } } }),
    );

    await expect(confirmSignUp({ username, confirmationCode: await pool.code(username) })).resolves.toMatchObject({
      nextStep: { signUpStep: "COMPLETE_AUTO_SIGN_IN" },
    });
    await expect(autoSignIn()).resolves.toMatchObject({ isSignedIn: true });
    const user = await pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: username }));
    expect(user.UserStatus).toBe("CONFIRMED");
  });

  test.each(["PASSWORD", "PASSWORD_SRP"] as const)("signs in with a preferred %s", async (preferredChallenge) => {
    const { email: username } = await aConfirmedUser(pool);

    await expect(
      amplifySignIn({ username, password, options: { authFlowType: "USER_AUTH", preferredChallenge } }),
    ).resolves.toMatchObject({ isSignedIn: true });
  });

  test.each(["PASSWORD", "PASSWORD_SRP"])("selects %s, and then sends it", async (challengeResponse) => {
    const { email: username } = await aConfirmedUser(pool);

    const { nextStep } = await amplifySignIn({ username, options: { authFlowType: "USER_AUTH" } });
    expect(nextStep).toMatchObject({
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      availableChallenges: [...passwords, "EMAIL_OTP"],
    });
    await expect(confirmSignIn({ challengeResponse })).resolves.toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" },
    });
    await expect(confirmSignIn({ challengeResponse: password })).resolves.toMatchObject({ isSignedIn: true });
  });
});

function prefer(PREFERRED_CHALLENGE: string, USERNAME: string, more: Record<string, string> = {}) {
  return userAuth(pool, { USERNAME, PREFERRED_CHALLENGE, ...more });
}

function select(Session: string | undefined, USERNAME: string, ANSWER: string, more: Record<string, string> = {}) {
  return respond(pool, "SELECT_CHALLENGE", Session, { USERNAME, ANSWER, ...more });
}

async function confirm(target: TestPool, Username: string) {
  const ConfirmationCode = await target.code(Username);
  return target.cognito.send(new ConfirmSignUpCommand({ ClientId: target.clientId, Username, ConfirmationCode }));
}

/** Amplify waits three minutes for the confirmation; that must not keep the test's process alive. */
async function withoutLateTimers<T>(call: () => Promise<T>): Promise<T> {
  const real = globalThis.setTimeout;
  const spy = jest.spyOn(globalThis, "setTimeout");
  spy.mockImplementation(((...args: Parameters<typeof real>) => real(...args).unref()) as typeof real);
  try {
    return await call();
  } finally {
    spy.mockRestore();
  }
}

interface Challenge {
  readonly ChallengeName?: string | undefined;
  readonly ChallengeParameters?: Record<string, string> | undefined;
  readonly Session?: string | undefined;
}

/** Begins with an SRP_A, and makes the proof that answers PASSWORD_VERIFIER. */
async function proveWith(secret: string, begin: (srpA: string) => Promise<Challenge>) {
  const client = new SrpClient(pool.poolId.split("_")[1] ?? "");
  const challenge = await begin(await client.srpA());
  const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = challenge.ChallengeParameters ?? {};
  const timestamp = srpTimestamp();
  const secretBlock = Buffer.from(SECRET_BLOCK, "base64");
  const half = { userId: USER_ID_FOR_SRP, salt: SALT, srpB: SRP_B, secretBlock, timestamp };
  const responses = {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: (await client.sign(secret, half)).toString("base64"),
    TIMESTAMP: timestamp,
  };
  return { challenge, Session: challenge.Session, responses };
}
