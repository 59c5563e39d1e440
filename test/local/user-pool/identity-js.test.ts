import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type UserData,
} from "amazon-cognito-identity-js";
import { codeOf } from "./support/authenticator-app";
import { otherThan } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anInvitedUser, newPassword, password } from "./support/users";

describe("the older amazon-cognito-identity-js", () => {
  let pool: TestPool;
  let Pool: CognitoUserPool;
  beforeAll(async () => {
    pool = await startTestPool({
      pool: { mfa_configuration: "OPTIONAL", software_token_mfa_configuration: { enabled: true } },
    });
    Pool = new CognitoUserPool({
      UserPoolId: pool.poolId,
      ClientId: pool.clientId,
      endpoint: pool.url,
      Storage: memory(),
    });
  });

  test("signs up, confirms, signs in with SRP, refreshes, and signs out", async () => {
    const email = anEmail();
    const attributes = [new CognitoUserAttribute({ Name: "email", Value: email })];
    await new Promise((resolve, reject) =>
      Pool.signUp(email, password, attributes, [], (error, result) => (error ? reject(error) : resolve(result))),
    );
    const user = userOf(email);
    const code = await pool.code(email);
    await new Promise((resolve, reject) =>
      user.confirmRegistration(code, false, (error, result) => (error ? reject(error) : resolve(result))),
    );

    const session = await signedIn(user, password);
    expect(session.getIdToken().payload).toMatchObject({ email, email_verified: true });

    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.refreshSession(session.getRefreshToken(), (error, result) => (error ? reject(error) : resolve(result))),
    );
    expect(refreshed.getIdToken().payload.jti).not.toBe(session.getIdToken().payload.jti);

    await new Promise<void>((resolve) => user.signOut(() => resolve()));
    // Asked for by another client: this one would repeat the request for five seconds.
    const RefreshToken = session.getRefreshToken().getToken();
    await expect(
      pool.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken })),
    ).rejects.toMatchObject({ message: "Refresh Token has been revoked" });
  });

  test("fails with a wrong password", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(signedIn(userOf(email), "Wrong-Horse-1")).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("answers a temporary password with a new one", async () => {
    const { email } = await anInvitedUser(pool);
    const user = userOf(email);

    const session = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.authenticateUser(new AuthenticationDetails({ Username: email, Password: password }), {
        onSuccess: reject,
        onFailure: reject,
        newPasswordRequired: (_attributes, required) => {
          expect(required).toEqual([]);
          user.completeNewPasswordChallenge(newPassword, {}, { onSuccess: resolve, onFailure: reject });
        },
      }),
    );

    expect(session.isValid()).toBe(true);
  });

  test("sets up an authenticator app, is asked for its code, and resets the password", async () => {
    const { email } = await aConfirmedUser(pool);
    const user = userOf(email);
    await signedInByPassword(user);
    const key = await new Promise<string>((associateSecretCode, onFailure) =>
      user.associateSoftwareToken({ associateSecretCode, onFailure }),
    );
    const verify = (code: string) =>
      new Promise((onSuccess, onFailure) => user.verifySoftwareToken(code, "phone", { onSuccess, onFailure }));
    await expect(verify(otherThan(codeOf(pool, key)))).rejects.toHaveProperty(
      "code",
      "EnableSoftwareTokenMFAException",
    );
    await verify(codeOf(pool, key));
    await called((done) => user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, done));

    const again = userOf(email);
    const details = new AuthenticationDetails({ Username: email, Password: password });
    const asked = await new Promise((totpRequired, onFailure) =>
      again.authenticateUser(details, { onSuccess: onFailure, onFailure, totpRequired }),
    );
    expect(asked).toBe("SOFTWARE_TOKEN_MFA");
    const session = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
      again.sendMFACode(codeOf(pool, key, 1), { onSuccess, onFailure }, "SOFTWARE_TOKEN_MFA"),
    );
    expect(session.isValid()).toBe(true);

    await new Promise((inputVerificationCode, onFailure) =>
      again.forgotPassword({ onSuccess: onFailure, onFailure, inputVerificationCode }),
    );
    const code = await pool.code(email);
    await new Promise((onSuccess, onFailure) => again.confirmPassword(code, newPassword, { onSuccess, onFailure }));
    await expect(called((done) => again.changePassword(password, "Other-Horse-3", done))).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await expect(called((done) => again.changePassword(newPassword, "Other-Horse-3", done))).resolves.toBe("SUCCESS");
  });

  test("reads and changes the profile, signs out everywhere, and finds nothing open after that", async () => {
    const { email, sub } = await aConfirmedUser(pool);
    const user = userOf(email);
    await signedInByPassword(user);

    const nickname = new CognitoUserAttribute({ Name: "nickname", Value: "Ada" });
    await called((done) => user.updateAttributes([nickname], done));
    const attributes = await called<CognitoUserAttribute[] | undefined>((done) => user.getUserAttributes(done));
    expect(attributes?.map((each) => [each.Name, each.Value])).toEqual(
      expect.arrayContaining([
        ["sub", sub],
        ["nickname", "Ada"],
      ]),
    );
    await called((done) => user.deleteAttributes(["nickname"], done));
    const { Username, UserAttributes } = (await called<UserData | undefined>((done) => user.getUserData(done))) ?? {};
    expect(Username).toBe(sub);
    expect(UserAttributes?.map(({ Name }) => Name)).toEqual(["sub", "email_verified", "email"]);

    const elsewhere = userOf(email);
    await signedInByPassword(elsewhere);
    await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
    await expect(called((done) => elsewhere.getUserAttributes(done))).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Access Token has been revoked",
    });
  });

  function userOf(Username: string): CognitoUser {
    return new CognitoUser({ Username, Pool, Storage: memory() });
  }

  function signedIn(user: CognitoUser, Password: string): Promise<CognitoUserSession> {
    const details = new AuthenticationDetails({ Username: user.getUsername(), Password });
    return new Promise((onSuccess, onFailure) => user.authenticateUser(details, { onSuccess, onFailure }));
  }

  /** Where the sign-in is not what the test is about: the arithmetic for SRP is slow. */
  function signedInByPassword(user: CognitoUser): Promise<CognitoUserSession> {
    user.setAuthenticationFlowType("USER_PASSWORD_AUTH");
    return signedIn(user, password);
  }
});

function called<T>(call: (done: (error: Error | undefined, value?: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}

function memory() {
  const kept = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => void kept.set(key, value),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
