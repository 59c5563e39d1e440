import { AdminSetUserPasswordCommand, SetUserMFAPreferenceCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  signIn as amplifySignIn,
  confirmSignIn,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { byPassword, useAmplify } from "./support/amplify";
import { aUserWithApp, aUserWithMfa, codeOf } from "./support/authenticator-app";
import { respond } from "./support/challenges";
import {
  expiredSession,
  incorrect,
  invalidSession,
  limitExceeded,
  lockedOut,
  notAvailable,
  otherThan,
  refusal,
  softwareTokenUsed,
  spentSession,
} from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, passwordAuth, signIn } from "./support/users";

const wrongCode = refusal("CodeMismatchException", "Invalid code received for user");
const wrongCodeOrState = refusal("CodeMismatchException", "Invalid code or auth state for the user.");
const settings = {
  mfa_configuration: "OPTIONAL",
  software_token_mfa_configuration: { enabled: true },
  email_mfa_configuration: { subject: "Your code", message: "It is {####}" },
};

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({ pool: settings });
});

describe("SOFTWARE_TOKEN_MFA", () => {
  test("follows a right password, names the app, and its code signs in", async () => {
    const user = await aUserWithMfa(pool, "my phone");

    const challenge = await passwordAuth(pool, user.email, user.password);
    const answer = await answerWith(challenge.Session, user.email, user.nextCode());

    expect(challenge).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { USER_ID_FOR_SRP: user.sub, FRIENDLY_DEVICE_NAME: "my phone" },
    });
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(answer).toMatchObject({ AuthenticationResult: { TokenType: "Bearer" }, ChallengeParameters: {} });
  });

  test("comes too late for a password that was changed since", async () => {
    for (const Permanent of [true, false]) {
      const user = await aUserWithMfa(pool);
      const { Session } = await passwordAuth(pool, user.email, user.password);
      const change = { UserPoolId: pool.poolId, Username: user.email, Password: "Other-Horse-2", Permanent };
      await pool.cognito.send(new AdminSetUserPasswordCommand(change));

      await expect(answerWith(Session, user.email, user.nextCode())).rejects.toMatchObject(invalidSession);
    }
  });

  test("takes no code that VerifySoftwareToken or an earlier sign-in took", async () => {
    const user = await aUserWithMfa(pool);
    const { Session } = await passwordAuth(pool, user.email, user.password);

    await expect(answerWith(Session, user.email, codeOf(pool, user.key))).rejects.toMatchObject(softwareTokenUsed);
    const code = user.nextCode();
    await expect(answerWith(Session, user.email, code)).resolves.toBeDefined();
    const again = await passwordAuth(pool, user.email, user.password);
    await expect(answerWith(again.Session, user.email, code)).rejects.toMatchObject(softwareTokenUsed);
  });

  test("takes the codes of one step before and after", async () => {
    const user = await aUserWithMfa(pool);
    pool.clock.advance(90);
    const { Session } = await passwordAuth(pool, user.email, user.password);

    await expect(answerWith(Session, user.email, codeOf(pool, user.key, -2))).rejects.toMatchObject(wrongCode);
    await expect(answerWith(Session, user.email, codeOf(pool, user.key, -1))).resolves.toBeDefined();
    const later = await passwordAuth(pool, user.email, user.password);
    await expect(answerWith(later.Session, user.email, codeOf(pool, user.key, 1))).resolves.toBeDefined();
  });

  test("keeps its session after a wrong code, and loses it after the right one", async () => {
    const user = await aUserWithMfa(pool);
    const { Session } = await passwordAuth(pool, user.email, user.password);
    const code = user.nextCode();

    await expect(answerWith(Session, user.email, otherThan(code))).rejects.toMatchObject(wrongCode);
    await expect(answerWith(Session, user.sub, code)).resolves.toBeDefined();
    await expect(answerWith(Session, user.email, user.nextCode())).rejects.toMatchObject(spentSession);
  });

  test("must be answered within the session, by its user, under its name", async () => {
    const [ada, grace] = [await aUserWithMfa(pool), await aUserWithMfa(pool)];
    const { Session } = await passwordAuth(pool, ada.email, ada.password);

    await expect(answerWith(Session, grace.email, grace.nextCode())).rejects.toMatchObject(invalidSession);
    await expect(
      respond(pool, "EMAIL_OTP", Session, { USERNAME: ada.email, EMAIL_OTP_CODE: "123456" }),
    ).rejects.toMatchObject(invalidSession);
    await expect(respond(pool, "SOFTWARE_TOKEN_MFA", Session, { USERNAME: ada.email })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter SOFTWARE_TOKEN_MFA_CODE"),
    );
    pool.clock.advance(180);
    await expect(answerWith(Session, ada.email, ada.nextCode())).rejects.toMatchObject(expiredSession);
  });

  test("starts a growing delay with the fifth wrong code, whatever session it came with", async () => {
    const user = await aUserWithMfa(pool);
    const fail = async () => {
      const { Session } = await passwordAuth(pool, user.email, user.password);
      await expect(answerWith(Session, user.email, "000000")).rejects.toMatchObject(wrongCode);
    };

    for (let failure = 1; failure <= 5; failure += 1) await fail();
    const { Session } = await passwordAuth(pool, user.email, user.password);
    await expect(answerWith(Session, user.email, codeOf(pool, user.key, 1))).rejects.toMatchObject(lockedOut);
    pool.clock.advance(1);
    await fail();
    pool.clock.advance(1);
    await expect(answerWith(Session, user.email, codeOf(pool, user.key, 1))).rejects.toMatchObject(lockedOut);
    pool.clock.advance(1);
    await expect(answerWith(Session, user.email, user.nextCode())).resolves.toBeDefined();
    for (let failure = 1; failure <= 4; failure += 1) await fail();
  });

  test("is not asked for while the factor is off", async () => {
    const user = await aUserWithApp(pool);

    await expect(signIn(pool, user)).resolves.toBeDefined();
  });

  test("never comes without a right password", async () => {
    const user = await aUserWithMfa(pool);

    await expect(passwordAuth(pool, user.email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
  });

  test("stays with users who have it when the pool stops to offer it, secret and used codes included", async () => {
    const first = await startTestPool({ pool: settings });
    const user = await aUserWithMfa(first, "my phone");
    const usedCode = codeOf(first, user.key);
    await first.stop();

    const second = await startTestPool({
      pool: { mfa_configuration: "OPTIONAL" },
      dataDir: first.dataDir,
      clock: first.clock,
    });
    const { Session, ChallengeName } = await passwordAuth(second, user.email, user.password);
    const answer = (code: string) =>
      respond(second, "SOFTWARE_TOKEN_MFA", Session, { USERNAME: user.email, SOFTWARE_TOKEN_MFA_CODE: code });

    expect(ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await expect(answer(usedCode)).rejects.toMatchObject(softwareTokenUsed);
    await expect(answer(user.nextCode())).resolves.toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
  });

  test("writes neither codes nor secrets to the log", async () => {
    const user = await aUserWithMfa(pool);
    const { Session } = await passwordAuth(pool, user.email, user.password);
    await answerWith(Session, user.email, user.nextCode());

    expect(pool.logged).toEqual([]);
  });
});

describe("SELECT_MFA_TYPE", () => {
  test("lets the user choose between factors of which none is preferred", async () => {
    const user = await aUserWithBoth();

    const challenge = await passwordAuth(pool, user.email, user.password);
    const chosen = await choose(challenge.Session, user.email, "SOFTWARE_TOKEN_MFA");

    expect(challenge).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: {
        MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
        USER_ID_FOR_SRP: user.sub,
      },
    });
    expect(chosen).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: "" },
    });
    await expect(answerWith(chosen.Session, user.email, user.nextCode())).resolves.toMatchObject({
      AuthenticationResult: { TokenType: "Bearer" },
    });
    await expect(choose(challenge.Session, user.email, "EMAIL_OTP")).rejects.toMatchObject(spentSession);
  });

  test("takes no other answer", async () => {
    const user = await aUserWithBoth();
    const { Session } = await passwordAuth(pool, user.email, user.password);

    await expect(choose(Session, user.email, "SMS_MFA")).rejects.toMatchObject(notAvailable);
    await expect(choose(Session, user.email, "EMAIL_OTP")).resolves.toMatchObject({ ChallengeName: "EMAIL_OTP" });
  });

  async function aUserWithBoth() {
    const user = await aUserWithApp(pool);
    await pool.cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken: user.AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true },
        EmailMfaSettings: { Enabled: true },
      }),
    );
    return user;
  }

  function choose(Session: string | undefined, USERNAME: string, ANSWER: string) {
    return respond(pool, "SELECT_MFA_TYPE", Session, { USERNAME, ANSWER });
  }
});

describe("EMAIL_OTP as second factor", () => {
  test("sends six digits in the pool's own words, and they sign in", async () => {
    const user = await aUserWithEmailMfa();

    const challenge = await passwordAuth(pool, user.email, user.password);
    const [message] = await pool.messages(user.email);

    expect(challenge).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "u***@e***" },
    });
    expect(message).toMatchObject({
      purpose: "emailOtp",
      subject: "Your code",
      body: `It is ${message?.code}`,
      code: expect.stringMatching(/^\d{6}$/),
    });
    await expect(answer(challenge.Session, user.email, message?.code ?? "")).resolves.toMatchObject({
      AuthenticationResult: { TokenType: "Bearer" },
    });
  });

  test("starts a growing delay with the fifth wrong code", async () => {
    const user = await aUserWithEmailMfa();
    const { Session } = await passwordAuth(pool, user.email, user.password);
    const code = await pool.code(user.email);

    for (let failure = 1; failure <= 5; failure += 1) {
      await expect(answer(Session, user.email, otherThan(code))).rejects.toMatchObject(wrongCodeOrState);
    }
    await expect(answer(Session, user.email, code)).rejects.toMatchObject(lockedOut);
    pool.clock.advance(1);
    await expect(answer(Session, user.email, code)).resolves.toBeDefined();
  });

  test("is sent 20 times an hour at most", async () => {
    const user = await aUserWithEmailMfa();

    for (let times = 1; times <= 20; times += 1) await passwordAuth(pool, user.email, user.password);

    await expect(passwordAuth(pool, user.email, user.password)).rejects.toMatchObject(limitExceeded);
    pool.clock.advance(3600);
    await expect(passwordAuth(pool, user.email, user.password)).resolves.toMatchObject({ ChallengeName: "EMAIL_OTP" });
  });

  async function aUserWithEmailMfa() {
    const user = await aConfirmedUser(pool);
    const { AccessToken } = await signIn(pool, user);
    await pool.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, EmailMfaSettings: { Enabled: true } }));
    return user;
  }

  function answer(Session: string | undefined, USERNAME: string, EMAIL_OTP_CODE: string) {
    return respond(pool, "EMAIL_OTP", Session, { USERNAME, EMAIL_OTP_CODE });
  }
});

describe("aws-amplify with an authenticator app", () => {
  test("sets it up, prefers it, and signs in with SRP and its code", async () => {
    useAmplify(pool);
    const { email: username, password } = await aConfirmedUser(pool);
    await amplifySignIn({ username, password, options: byPassword });

    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: codeOf(pool, sharedSecret) });
    await updateMFAPreference({ totp: "PREFERRED" });
    useAmplify(pool); // a browser that knows nobody

    await expect(amplifySignIn({ username, password })).resolves.toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
    });
    await expect(confirmSignIn({ challengeResponse: "000000" })).rejects.toMatchObject(wrongCode);
    pool.clock.advance(30);
    await expect(confirmSignIn({ challengeResponse: codeOf(pool, sharedSecret) })).resolves.toMatchObject({
      isSignedIn: true,
    });
  });
});

function answerWith(Session: string | undefined, USERNAME: string, SOFTWARE_TOKEN_MFA_CODE: string) {
  return respond(pool, "SOFTWARE_TOKEN_MFA", Session, { USERNAME, SOFTWARE_TOKEN_MFA_CODE });
}
