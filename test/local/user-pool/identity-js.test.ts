import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
} from "amazon-cognito-identity-js";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anInvitedUser, password } from "./support/users";

describe("the older amazon-cognito-identity-js", () => {
  let pool: TestPool;
  let Pool: CognitoUserPool;
  beforeAll(async () => {
    pool = await startTestPool();
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
          user.completeNewPasswordChallenge("Brand-New-Horse-2", {}, { onSuccess: resolve, onFailure: reject });
        },
      }),
    );

    expect(session.isValid()).toBe(true);
  });

  function userOf(Username: string): CognitoUser {
    return new CognitoUser({ Username, Pool, Storage: memory() });
  }

  function signedIn(user: CognitoUser, Password: string): Promise<CognitoUserSession> {
    const details = new AuthenticationDetails({ Username: user.getUsername(), Password });
    return new Promise((onSuccess, onFailure) => user.authenticateUser(details, { onSuccess, onFailure }));
  }
});

function memory() {
  const kept = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => void kept.set(key, value),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
