import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn as amplifySignIn, confirmSignIn } from "aws-amplify/auth";
import { useAmplify } from "./support/amplify";
import { respond, userAuth } from "./support/challenges";
import { userAuthClient } from "./support/passkeys";
import { expiredSession, invalidSession, limitExceeded, otherThan, refusal, spentSession } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail } from "./support/users";

const wrongCode = refusal("CodeMismatchException", "Invalid code or auth state for the user.");
const signedIn = { AuthenticationResult: { TokenType: "Bearer" } };
const otpPool = {
  sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP"] },
  email_mfa_configuration: { subject: "Hello again", message: "Sign in with {####}" },
};

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({ pool: otpPool, client: userAuthClient });
});

describe("EMAIL_OTP as first factor", () => {
  test("sends eight digits, which sign in once", async () => {
    const { email } = await aConfirmedUser(pool);

    const challenge = await prefer(email);
    const [message] = await pool.messages(email);

    expect(challenge).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "u***@e***" },
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
    expect(message).toMatchObject({
      purpose: "emailOtp",
      subject: "Hello again",
      body: `Sign in with ${message?.code}`,
      code: expect.stringMatching(/^\d{8}$/),
    });
    await expect(answer(challenge.Session, email, message?.code ?? "")).resolves.toMatchObject(signedIn);
    await expect(answer(challenge.Session, email, message?.code ?? "")).rejects.toMatchObject(spentSession);
  });

  test("keeps its session through six wrong codes", async () => {
    const { email } = await aConfirmedUser(pool);
    const { Session } = await prefer(email);
    const code = await pool.code(email);

    for (let failure = 1; failure <= 6; failure += 1) {
      await expect(answer(Session, email, otherThan(code))).rejects.toMatchObject(wrongCode);
    }
    await expect(answer(Session, email, code)).resolves.toMatchObject(signedIn);
  });

  test("takes the code of its own session, within three minutes, from its own user", async () => {
    const [ada, grace] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];
    const first = await prefer(ada.email);
    const oldCode = await pool.code(ada.email);
    const second = await prefer(ada.email);
    const code = await pool.code(ada.email);

    await expect(answer(second.Session, ada.email, oldCode)).rejects.toMatchObject(wrongCode);
    await expect(answer(second.Session, grace.email, code)).rejects.toMatchObject(invalidSession);
    await expect(respond(pool, "EMAIL_OTP", second.Session, { USERNAME: ada.email })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter EMAIL_OTP_CODE"),
    );
    pool.clock.advance(180);
    await expect(answer(first.Session, ada.email, oldCode)).rejects.toMatchObject(expiredSession);
  });

  test("is sent 20 times an hour at most, whether the user exists or not", async () => {
    for (const name of [(await aConfirmedUser(pool)).email, anEmail("nobody")]) {
      for (let times = 1; times <= 20; times += 1) await prefer(name);

      await expect(prefer(name)).rejects.toMatchObject(limitExceeded);
    }
  });

  test("replaces no temporary password that was set meanwhile: that has to be shown itself", async () => {
    const { email } = await aConfirmedUser(pool);
    const { Session } = await prefer(email);
    const temporary = { UserPoolId: pool.poolId, Username: email, Password: "Other-Horse-2" };
    await pool.cognito.send(new AdminSetUserPasswordCommand(temporary));

    await expect(answer(Session, email, await pool.code(email))).rejects.toMatchObject(invalidSession);
  });

  test("signs in nobody who took the name of a user that was deleted meanwhile", async () => {
    const plain = await startTestPool({ pool: { ...otpPool, username_attributes: undefined }, client: userAuthClient });
    const signUp = async (address: string) => {
      const UserAttributes = [{ Name: "email", Value: address }];
      const request = { ClientId: plain.clientId, Username: "ada", Password: "Correct-Horse-1", UserAttributes };
      await plain.cognito.send(new SignUpCommand(request));
      await plain.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: plain.poolId, Username: "ada" }));
    };
    const [former, next] = [anEmail(), anEmail()];
    await signUp(former);
    const { Session } = await userAuth(plain, { USERNAME: "ada", PREFERRED_CHALLENGE: "EMAIL_OTP" });
    await plain.cognito.send(new AdminDeleteUserCommand({ UserPoolId: plain.poolId, Username: "ada" }));
    await signUp(next);

    const code = { USERNAME: "ada", EMAIL_OTP_CODE: await plain.code(former) };
    await expect(respond(plain, "EMAIL_OTP", Session, code)).rejects.toMatchObject(invalidSession);
  });

  test("can be selected among what is offered", async () => {
    const { email } = await aConfirmedUser(pool);
    const { Session } = await userAuth(pool, { USERNAME: email });

    const challenge = await respond(pool, "SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "EMAIL_OTP" });

    expect(challenge).toMatchObject({ ChallengeName: "EMAIL_OTP" });
    await expect(answer(challenge.Session, email, await pool.code(email))).resolves.toMatchObject(signedIn);
  });

  test("is simulated for an unknown user: the same answer, no message, no way in", async () => {
    const name = anEmail("nobody");
    const { email } = await aConfirmedUser(pool);
    const known = await prefer(email);

    const [first, second] = [await prefer(name), await prefer(name)];

    expect(Object.keys(first).sort()).toEqual(Object.keys(known).sort());
    expect(first.ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
      CODE_DELIVERY_DESTINATION: "n***@e***",
    });
    expect(first.AvailableChallenges).toEqual(known.AvailableChallenges);
    expect(first.Session).toHaveLength(known.Session?.length ?? 0);
    expect(second.ChallengeParameters).toEqual(first.ChallengeParameters);
    await expect(answer(first.Session, name, "12345678")).rejects.toMatchObject(wrongCode);
    await expect(answer(first.Session, email, "12345678")).rejects.toMatchObject(invalidSession);
    await expect(pool.messages(name)).resolves.toEqual([]);
  });

  test("derives an address for unknown plain user names, the same each time", async () => {
    const plain = await startTestPool({
      pool: { ...otpPool, username_attributes: undefined },
      client: userAuthClient,
    });
    const destinations = [];
    for (let times = 1; times <= 2; times += 1) {
      const { ChallengeParameters } = await prefer("nobody", plain);
      destinations.push(ChallengeParameters?.CODE_DELIVERY_DESTINATION);
    }

    expect(destinations[0]).toMatch(/^n\*\*\*@[a-z]\*\*\*$/);
    expect(destinations[1]).toBe(destinations[0]);
  });

  test("writes no code to the log", () => {
    expect(pool.logged).toEqual([]);
  });
});

describe("a user without a password", () => {
  test("signs up without one, and signs in by code once the address is confirmed", async () => {
    const email = anEmail();
    const { cognito, clientId: ClientId } = pool;
    await cognito.send(new SignUpCommand({ ClientId, Username: email }));
    const ConfirmationCode = await pool.code(email);

    const early = await prefer(email);
    await expect(answer(early.Session, email, await pool.code(email))).rejects.toMatchObject(
      refusal("UserNotConfirmedException", "User is not confirmed."),
    );
    await cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
    const { Session } = await prefer(email);
    await expect(answer(Session, email, await pool.code(email))).resolves.toMatchObject(signedIn);
  });

  test("made by an administrator is CONFIRMED at once, and has one factor, which begins directly", async () => {
    const email = await aPasswordlessUser();
    const user = await pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: email }));

    const challenge = await userAuth(pool, { USERNAME: email });

    expect(user.UserStatus).toBe("CONFIRMED");
    expect(challenge).toMatchObject({ ChallengeName: "EMAIL_OTP", AvailableChallenges: ["EMAIL_OTP"] });
    await expect(answer(challenge.Session, email, await pool.code(email))).resolves.toMatchObject(signedIn);
  });

  test("has no password that could be guessed", async () => {
    const USERNAME = await aPasswordlessUser();
    const { Session } = await userAuth(pool, { USERNAME });

    await expect(userAuth(pool, { USERNAME, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: "x" })).resolves.toMatchObject({
      ChallengeName: "EMAIL_OTP",
    });
    await expect(
      respond(pool, "SELECT_CHALLENGE", Session, { USERNAME, ANSWER: "PASSWORD", PASSWORD: "x" }),
    ).rejects.toMatchObject(invalidSession);
  });

  test("needs a way in: passwords only, or passkeys, ask for a password", async () => {
    const passwords = await startTestPool({ client: userAuthClient });
    const passkeys = await startTestPool({
      pool: { sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] } },
    });
    const signUp = ({ cognito, clientId: ClientId }: TestPool) =>
      cognito.send(new SignUpCommand({ ClientId, Username: anEmail() }));
    const required = refusal("InvalidParameterException", "User is required to have a password");

    await expect(signUp(passwords)).rejects.toMatchObject(refusal("InvalidParameterException"));
    await expect(signUp(passkeys)).rejects.toMatchObject(required);
    await expect(create(anEmail(), passkeys)).rejects.toMatchObject(required);
  });

  function create(Username: string, target = pool) {
    return target.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: target.poolId,
        Username,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
  }

  async function aPasswordlessUser() {
    const email = anEmail();
    await create(email);
    return email;
  }
});

describe("aws-amplify with a one-time code", () => {
  test("signs in", async () => {
    useAmplify(pool);
    const { email: username } = await aConfirmedUser(pool);

    await expect(
      amplifySignIn({ username, options: { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" } }),
    ).resolves.toMatchObject({
      nextStep: {
        signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
        codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "u***@e***" },
      },
    });
    await expect(confirmSignIn({ challengeResponse: "00000000" })).rejects.toMatchObject(wrongCode);
    await expect(confirmSignIn({ challengeResponse: await pool.code(username) })).resolves.toMatchObject({
      isSignedIn: true,
    });
  });
});

function prefer(USERNAME: string, target = pool) {
  return userAuth(target, { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" });
}

function answer(Session: string | undefined, USERNAME: string, EMAIL_OTP_CODE: string) {
  return respond(pool, "EMAIL_OTP", Session, { USERNAME, EMAIL_OTP_CODE });
}
