import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  expiredSession,
  incorrect,
  invalidSession,
  lockedOut,
  refusal,
  spentSession,
  unknownUser,
} from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { SrpClient, srpTimestamp } from "./support/srp-client";
import {
  aConfirmedUser,
  anEmail,
  anInvitedUser,
  anUnconfirmedUser,
  decode,
  newPassword,
  password,
  passwordAuth,
  signIn,
} from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("InitiateAuth with USER_PASSWORD_AUTH", () => {
  test("answers tokens for the address in any case, and for the user name", async () => {
    const { email, sub } = await aConfirmedUser(pool);

    for (const name of [email, email.toUpperCase(), sub]) {
      const answer = await passwordAuth(pool, name, password);
      expect(answer).toMatchObject({
        ChallengeParameters: {},
        AuthenticationResult: {
          ExpiresIn: 3600,
          TokenType: "Bearer",
          RefreshToken: expect.stringMatching(/^eyJjdHkiOi/),
        },
      });
    }
  });

  test("refuses a wrong password", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
  });

  test("tells an unconfirmed user so only when the password is right", async () => {
    const { email } = await anUnconfirmedUser(pool);

    await expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    await expect(passwordAuth(pool, email, password)).rejects.toMatchObject(
      refusal("UserNotConfirmedException", "User is not confirmed."),
    );
  });
});

describe("InitiateAuth", () => {
  test.each([
    ["USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client"],
    ["USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client."],
    ["CUSTOM_AUTH", "CUSTOM_AUTH is not enabled for the client."],
  ] as const)("refuses %s where the client does not allow it", async (AuthFlow, message) => {
    const strict = await startTestPool({ client: { explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"] } });

    await expect(initiate({ AuthFlow }, strict)).rejects.toMatchObject(refusal("InvalidParameterException", message));
  });

  test("refuses flows of administrators", async () => {
    await expect(initiate({ AuthFlow: "ADMIN_USER_PASSWORD_AUTH" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Initiate Auth method not supported."),
    );
  });

  test.each([
    ["USER_PASSWORD_AUTH", {}, "USERNAME"],
    ["USER_PASSWORD_AUTH", { USERNAME: "a@example.com" }, "PASSWORD"],
    ["USER_SRP_AUTH", { USERNAME: "a@example.com" }, "SRP_A"],
    ["REFRESH_TOKEN_AUTH", {}, "REFRESH_TOKEN"],
  ] as const)("%s with %j names the parameter that is missing", async (AuthFlow, AuthParameters, name) => {
    await expect(initiate({ AuthFlow, AuthParameters })).rejects.toMatchObject(
      refusal("InvalidParameterException", `Missing required parameter ${name}`),
    );
  });

  test("lists the flows to somebody who names none of them", async () => {
    await expect(initiate({ AuthFlow: "MAGIC" as "USER_AUTH" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(
        /^1 validation error detected: Value 'MAGIC' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: \[/,
      ),
    });
  });
});

describe("a password lockout", () => {
  test("begins with the fifth failure, doubles, does not count attempts within it, and ends with a sign-in", async () => {
    const { email } = await aConfirmedUser(pool);
    const fail = () => expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    const isLocked = () => expect(passwordAuth(pool, email, password)).rejects.toMatchObject(lockedOut);

    for (let failure = 1; failure <= 5; failure += 1) await fail();
    await isLocked();
    pool.clock.advance(1);
    await fail();
    pool.clock.advance(1);
    await isLocked();
    pool.clock.advance(1);
    await signIn(pool, { email, password });
    for (let failure = 1; failure <= 4; failure += 1) await fail();
    await expect(signIn(pool, { email, password })).resolves.toBeDefined();
  });

  test("counts SRP and plain passwords together, and unknown users alike", async () => {
    const { email } = await aConfirmedUser(pool);

    for (const name of [email, anEmail("nobody")]) {
      for (let failure = 1; failure <= 4; failure += 1) {
        await expect(passwordAuth(pool, name, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
      }
      await expect(srpSignIn(name, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
      await expect(passwordAuth(pool, name, password)).rejects.toMatchObject(lockedOut);
      const AuthParameters = { USERNAME: name, SRP_A: "abcdef" };
      await expect(initiate({ AuthFlow: "USER_SRP_AUTH", AuthParameters })).rejects.toMatchObject(lockedOut);
    }
  });

  test("is forgotten after 15 minutes without attempts", async () => {
    const { email } = await aConfirmedUser(pool);
    for (let failure = 1; failure <= 4; failure += 1) {
      await expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    }

    pool.clock.advance(15 * 60);

    await expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    await expect(passwordAuth(pool, email, password)).resolves.toBeDefined();
  });

  test("survives a restart", async () => {
    const before = await startTestPool();
    const { email } = await aConfirmedUser(before);
    for (let failure = 1; failure <= 5; failure += 1) {
      await expect(passwordAuth(before, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    }
    await before.stop();

    const after = await startTestPool({ dataDir: before.dataDir, clock: before.clock });

    await expect(passwordAuth(after, email, password)).rejects.toMatchObject(lockedOut);
  });
});

describe("USER_SRP_AUTH and PASSWORD_VERIFIER", () => {
  test("sign in with the address, naming the user by sub", async () => {
    const { email, sub } = await aConfirmedUser(pool);

    const { challenge, answer } = await srpSignIn(email, password);

    expect(challenge).toMatchObject({
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeParameters: { USERNAME: sub, USER_ID_FOR_SRP: sub },
    });
    expect(challenge).not.toHaveProperty("Session");
    expect(decode(answer.AuthenticationResult?.IdToken ?? "")).toMatchObject({ sub, email });
  });

  test("refuse a wrong password", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(srpSignIn(email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
  });

  test("go through the same steps with an unknown user, the same each time, and fail", async () => {
    const name = anEmail("nobody");

    const [first, second] = [await srpChallenge(name), await srpChallenge(name.toUpperCase())];

    expect(first.challenge.ChallengeParameters?.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const member of ["SALT", "USER_ID_FOR_SRP", "USERNAME"]) {
      expect(second.challenge.ChallengeParameters?.[member]).toBe(first.challenge.ChallengeParameters?.[member]);
    }
    await expect(srpSignIn(name, password)).rejects.toMatchObject(incorrect);
  });

  test("tell of an unknown user where the client says LEGACY", async () => {
    const legacy = await startTestPool({ client: { prevent_user_existence_errors: undefined } });

    await expect(srpChallenge("nobody@example.com", legacy)).rejects.toMatchObject(unknownUser);
    await expect(passwordAuth(legacy, "nobody@example.com", password)).rejects.toMatchObject(unknownUser);
  });

  test("take a SECRET_BLOCK once", async () => {
    const { email } = await aConfirmedUser(pool);
    const { request } = await srpSignIn(email, password);

    await expect(pool.cognito.send(request)).rejects.toMatchObject(incorrect);
  });

  test("refuse a proof of a password that was changed since the challenge", async () => {
    const { email } = await aConfirmedUser(pool);
    const changed = () =>
      pool.cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: pool.poolId,
          Username: email,
          Password: "Other-Horse-2",
          Permanent: true,
        }),
      );

    await expect(srpSignIn(email, password, { meanwhile: changed })).rejects.toMatchObject(incorrect);
  });

  test("refuse a stale or malformed timestamp", async () => {
    const { email } = await aConfirmedUser(pool);
    const anHourAgo = srpTimestamp(new Date(Date.now() - 3_600_000));

    await expect(srpSignIn(email, password, { timestamp: anHourAgo })).rejects.toMatchObject(incorrect);
    await expect(srpSignIn(email, password, { timestamp: new Date().toISOString() })).rejects.toMatchObject(incorrect);
  });

  test("refuse an answer in another user's name", async () => {
    const [ada, grace] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];

    await expect(srpSignIn(ada.email, password, { USERNAME: grace.sub })).rejects.toMatchObject(incorrect);
  });

  test("refuse an A that would give the key away", async () => {
    const { email } = await aConfirmedUser(pool);
    const AuthParameters = { USERNAME: email, SRP_A: "0" };

    await expect(initiate({ AuthFlow: "USER_SRP_AUTH", AuthParameters })).rejects.toMatchObject(
      refusal("InvalidParameterException"),
    );
  });
});

describe("NEW_PASSWORD_REQUIRED", () => {
  test("follows a temporary password; the answer confirms the user and signs in", async () => {
    const { email, sub } = await anInvitedUser(pool);

    const challenge = await passwordAuth(pool, email, password);
    expect(challenge).toMatchObject({
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ChallengeParameters: {
        USER_ID_FOR_SRP: sub,
        requiredAttributes: "[]",
        userAttributes: JSON.stringify({ email_verified: "true", email }),
      },
      Session: expect.stringMatching(/^AYABe[\w-]+$/),
    });
    const answer = await respond(challenge.Session, { USERNAME: email, NEW_PASSWORD: newPassword });

    expect(answer.AuthenticationResult).toHaveProperty("RefreshToken");
    await expect(statusOf(email)).resolves.toBe("CONFIRMED");
    await expect(signIn(pool, { email, password: newPassword })).resolves.toBeDefined();
    await expect(passwordAuth(pool, email, password)).rejects.toMatchObject(incorrect);
  });

  test("comes after SRP too", async () => {
    const { email } = await anInvitedUser(pool);

    const { answer } = await srpSignIn(email, password);

    expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  test("keeps its session after a refused password, and loses it after an accepted one", async () => {
    const { email } = await anInvitedUser(pool);
    const { Session } = await passwordAuth(pool, email, password);

    await expect(respond(Session, { USERNAME: email, NEW_PASSWORD: "short" })).rejects.toMatchObject(
      refusal("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
    );
    await respond(Session, { USERNAME: email, NEW_PASSWORD: newPassword });
    await expect(respond(Session, { USERNAME: email, NEW_PASSWORD: newPassword })).rejects.toMatchObject(spentSession);
  });

  test("asks for required attributes that the user lacks, and takes no others that have a value", async () => {
    const schema = [{ name: "given_name", attribute_data_type: "String", required: true, mutable: true }];
    const named = await startTestPool({ pool: { schema } });
    const { email } = await anInvitedUser(named);
    const challenge = await passwordAuth(named, email, password);
    const answerWith = (attributes: Record<string, string>) =>
      respond(challenge.Session, { USERNAME: email, NEW_PASSWORD: newPassword, ...attributes }, named);

    expect(challenge.ChallengeParameters?.requiredAttributes).toBe('["userAttributes.given_name"]');
    await expect(answerWith({})).rejects.toMatchObject(
      refusal("InvalidParameterException", "Invalid attributes given, given_name is missing"),
    );
    await expect(answerWith({ "userAttributes.email": "other@example.com" })).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Cannot modify an already provided email"),
    );
    const answer = await answerWith({ "userAttributes.given_name": "Ada" });
    expect(decode(answer.AuthenticationResult?.IdToken ?? "")).toMatchObject({ given_name: "Ada" });
  });

  test("writes no attribute that the client may not", async () => {
    const narrow = await startTestPool({ client: { write_attributes: ["email", "name"] } });
    const { email } = await anInvitedUser(narrow);
    const { Session } = await passwordAuth(narrow, email, password);
    const answerWith = (attributes: Record<string, string>) =>
      respond(Session, { USERNAME: email, NEW_PASSWORD: newPassword, ...attributes }, narrow);

    for (const name of ["nickname", "email_verified"]) {
      await expect(answerWith({ [`userAttributes.${name}`]: "true" })).rejects.toMatchObject(
        refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute"),
      );
    }
    const answer = await answerWith({ "userAttributes.name": "Ada" });
    expect(decode(answer.AuthenticationResult?.IdToken ?? "")).toMatchObject({ name: "Ada" });
  });

  test("is too late after the validity of the temporary password", async () => {
    const { email } = await anInvitedUser(pool);

    pool.clock.advance(7 * 86_400);

    await expect(passwordAuth(pool, email, password)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator."),
    );
  });

  test("follows a temporary password that an administrator set", async () => {
    const { email } = await aConfirmedUser(pool);
    await pool.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool.poolId, Username: email, Password: newPassword }),
    );

    const answer = await passwordAuth(pool, email, newPassword);

    expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});

describe("a session", () => {
  const NEW_PASSWORD = newPassword;

  test("ends after three minutes", async () => {
    const { email } = await anInvitedUser(pool);
    const { Session } = await passwordAuth(pool, email, password);

    pool.clock.advance(180);

    await expect(respond(Session, { USERNAME: email, NEW_PASSWORD })).rejects.toMatchObject(expiredSession);
  });

  test("lives as long as the client says", async () => {
    const patient = await startTestPool({ client: { auth_session_validity: 15 } });
    const { email } = await anInvitedUser(patient);
    const { Session } = await passwordAuth(patient, email, password);

    patient.clock.advance(899);

    await expect(respond(Session, { USERNAME: email, NEW_PASSWORD }, patient)).resolves.toBeDefined();
  });

  test("belongs to its user and challenge", async () => {
    const [ada, grace] = [await anInvitedUser(pool), await anInvitedUser(pool)];
    const { Session } = await passwordAuth(pool, ada.email, password);

    await expect(respond(Session, { USERNAME: grace.email, NEW_PASSWORD })).rejects.toMatchObject(invalidSession);
    await expect(
      pool.cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: pool.clientId,
          ChallengeName: "SOFTWARE_TOKEN_MFA",
          Session,
          ChallengeResponses: { USERNAME: ada.email, SOFTWARE_TOKEN_MFA_CODE: "123456" },
        }),
      ),
    ).rejects.toMatchObject(invalidSession);
    await expect(respond(Session, { USERNAME: ada.email, NEW_PASSWORD })).resolves.toBeDefined();
  });

  test("needs the name of its user with it", async () => {
    const { email } = await anInvitedUser(pool);
    const { Session } = await passwordAuth(pool, email, password);

    await expect(respond(Session, { NEW_PASSWORD })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter USERNAME"),
    );
  });

  test("must be one", async () => {
    const { email } = await anInvitedUser(pool);
    const answer = { USERNAME: email, NEW_PASSWORD };

    await expect(respond(undefined, answer)).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter Session"),
    );
    await expect(respond("x".repeat(40), answer)).rejects.toMatchObject(
      refusal("CodeMismatchException", "Invalid session provided"),
    );
    await expect(respond(`AYABe${"x".repeat(395)}`, answer)).rejects.toMatchObject(invalidSession);
  });
});

function initiate(request: Partial<InitiateAuthCommandInput>, target = pool) {
  return target.cognito.send(
    new InitiateAuthCommand({ ClientId: target.clientId, AuthFlow: "USER_SRP_AUTH", ...request }),
  );
}

function respond(Session: string | undefined, ChallengeResponses: Record<string, string>, target = pool) {
  return target.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: target.clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses,
    }),
  );
}

async function srpChallenge(name: string, target = pool) {
  const client = new SrpClient(target.poolId.split("_")[1] ?? "");
  const AuthParameters = { USERNAME: name, SRP_A: await client.srpA() };
  return { client, challenge: await initiate({ AuthFlow: "USER_SRP_AUTH", AuthParameters }, target) };
}

async function srpSignIn(
  name: string,
  secret: string,
  change: { timestamp?: string; USERNAME?: string; meanwhile?: () => Promise<unknown> } = {},
) {
  const { client, challenge } = await srpChallenge(name);
  await change.meanwhile?.();
  const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = challenge.ChallengeParameters ?? {};
  const timestamp = change.timestamp ?? srpTimestamp();
  const signature = await client.sign(secret, {
    userId: USER_ID_FOR_SRP,
    salt: SALT,
    srpB: SRP_B,
    secretBlock: Buffer.from(SECRET_BLOCK, "base64"),
    timestamp,
  });
  const request = new RespondToAuthChallengeCommand({
    ClientId: pool.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: change.USERNAME ?? USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature.toString("base64"),
      TIMESTAMP: timestamp,
    },
  });
  return { challenge, request, answer: await pool.cognito.send(request) };
}

async function statusOf(Username: string) {
  const user = await pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username }));
  return user.UserStatus;
}
