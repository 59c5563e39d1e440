import { AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { signIn as amplifySignIn, confirmSignIn } from "aws-amplify/auth";
import { byPassword, useAmplify } from "./support/amplify";
import { codeOf } from "./support/authenticator-app";
import { respond, userAuth } from "./support/challenges";
import { invalidSession, otherThan, refusal, spentSession } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anInvitedUser, passwordAuth, type TestUser } from "./support/users";

describe("MFA_SETUP, in a pool that insists on MFA", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({
      pool: { mfa_configuration: "ON", software_token_mfa_configuration: { enabled: true } },
    });
  });

  test("stands between a right password and tokens until an app is set up, which sign-in asks for from then on", async () => {
    const user = await aConfirmedUser(pool);

    const challenge = await passwordAuth(pool, user.email, user.password);
    const { key, Session } = await setUp(challenge.Session);
    const answer = await respond(pool, "MFA_SETUP", Session, { USERNAME: user.email });

    expect(challenge).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: user.sub },
    });
    expect(answer).toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
    const next = await passwordAuth(pool, user.email, user.password);
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    pool.clock.advance(30);
    await expect(
      respond(pool, "SOFTWARE_TOKEN_MFA", next.Session, {
        USERNAME: user.email,
        SOFTWARE_TOKEN_MFA_CODE: codeOf(pool, key),
      }),
    ).resolves.toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
  });

  test("has a new session at each step, and takes the one before no more", async () => {
    const user = await aConfirmedUser(pool);
    const { Session: first } = await passwordAuth(pool, user.email, user.password);

    const { SecretCode = "", Session: second } = await associate(first);
    await expect(associate(first)).rejects.toMatchObject(spentSession);
    const { Session: third } = await verify(second, codeOf(pool, SecretCode));
    await expect(verify(second, codeOf(pool, SecretCode, 1))).rejects.toMatchObject(spentSession);
    await respond(pool, "MFA_SETUP", third, { USERNAME: user.email });
    await expect(respond(pool, "MFA_SETUP", third, { USERNAME: user.email })).rejects.toMatchObject(spentSession);
  });

  test("lets a wrong code be corrected, and cannot be skipped", async () => {
    const user = await aConfirmedUser(pool);
    const { Session } = await passwordAuth(pool, user.email, user.password);
    const associated = await associate(Session);
    const code = codeOf(pool, associated.SecretCode ?? "");

    await expect(respond(pool, "MFA_SETUP", associated.Session, { USERNAME: user.email })).rejects.toMatchObject(
      refusal("InvalidParameterException", "User has not verified software token mfa"),
    );
    await expect(verify(associated.Session, otherThan(code))).rejects.toMatchObject(
      refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"),
    );
    await expect(verify(associated.Session, code)).resolves.toMatchObject({ Status: "SUCCESS" });
  });

  test("takes no session of another step or user", async () => {
    const [ada, grace] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];
    const invited = await anInvitedUser(pool);
    const newPassword = await passwordAuth(pool, invited.email, invited.password);
    const { Session } = await setUp((await passwordAuth(pool, ada.email, ada.password)).Session);

    await expect(associate(newPassword.Session)).rejects.toMatchObject(invalidSession);
    await expect(respond(pool, "MFA_SETUP", Session, { USERNAME: grace.email })).rejects.toMatchObject(invalidSession);
  });

  test("comes after NEW_PASSWORD_REQUIRED", async () => {
    const { email: USERNAME, password } = await anInvitedUser(pool);
    const { Session, ChallengeName } = await passwordAuth(pool, USERNAME, password);

    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await expect(
      respond(pool, "NEW_PASSWORD_REQUIRED", Session, { USERNAME, NEW_PASSWORD: "Brand-New-Horse-2" }),
    ).resolves.toMatchObject({ ChallengeName: "MFA_SETUP" });
  });

  test("leads aws-amplify to tokens", async () => {
    useAmplify(pool);
    const { email: username, password } = await aConfirmedUser(pool);

    const { nextStep } = await amplifySignIn({ username, password, options: byPassword });
    if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
    const challengeResponse = codeOf(pool, nextStep.totpSetupDetails.sharedSecret);

    await expect(confirmSignIn({ challengeResponse })).resolves.toMatchObject({ isSignedIn: true });
  });

  async function setUp(session: string | undefined) {
    const { SecretCode: key = "", Session } = await associate(session);
    const verified = await verify(Session, codeOf(pool, key));
    return { key, Session: verified.Session };
  }

  function associate(Session: string | undefined) {
    return pool.cognito.send(new AssociateSoftwareTokenCommand({ Session }));
  }

  function verify(Session: string | undefined, UserCode: string) {
    return pool.cognito.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  }
});

describe("a pool that insists on MFA", () => {
  const passwords = ["PASSWORD_SRP", "PASSWORD"];

  test("offers password factors only", async () => {
    const pool = await startTestPool({
      pool: {
        mfa_configuration: "ON",
        software_token_mfa_configuration: { enabled: true },
        sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] },
        web_authn_configuration: { relying_party_id: "localhost" },
      },
      client: { explicit_auth_flows: ["ALLOW_USER_AUTH"] },
    });
    const { email, password }: TestUser = await aConfirmedUser(pool);

    for (const USERNAME of [email, "nobody@example.com"]) {
      await expect(userAuth(pool, { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" })).resolves.toMatchObject({
        ChallengeName: "SELECT_CHALLENGE",
        AvailableChallenges: passwords,
      });
    }
    await expect(
      userAuth(pool, { USERNAME: email, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password }),
    ).resolves.toMatchObject({ ChallengeName: "MFA_SETUP" });
  });

  test("sends the code by e-mail where that is its factor, without any set-up", async () => {
    const pool = await startTestPool({ pool: { mfa_configuration: "ON", email_mfa_configuration: {} } });
    const { email, password } = await aConfirmedUser(pool);

    const { Session, ChallengeName } = await passwordAuth(pool, email, password);

    expect(ChallengeName).toBe("EMAIL_OTP");
    await expect(
      respond(pool, "EMAIL_OTP", Session, { USERNAME: email, EMAIL_OTP_CODE: await pool.code(email) }),
    ).resolves.toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
  });

  test("does not start without a factor that works here, nor with one-time codes as first factor", async () => {
    await expect(startTestPool({ pool: { mfa_configuration: "ON" } })).rejects.toThrow(
      "aws_cognito_user_pool.users: mfa_configuration cannot be enforced locally: it sends no text messages",
    );
    await expect(
      startTestPool({
        pool: {
          mfa_configuration: "ON",
          software_token_mfa_configuration: { enabled: true },
          sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP"] },
        },
      }),
    ).rejects.toThrow("cannot hold EMAIL_OTP while mfa_configuration is ON");
  });
});
