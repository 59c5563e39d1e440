import { AdminCreateUserCommand, GetUserAuthFactorsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { aUserWithMfa } from "./support/authenticator-app";
import { respond, userAuth } from "./support/challenges";
import { passkeyPool, register, userAuthClient } from "./support/passkeys";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, signIn } from "./support/users";

describe("GetUserAuthFactors", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({
      pool: {
        ...passkeyPool,
        sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
        mfa_configuration: "OPTIONAL",
        software_token_mfa_configuration: { enabled: true },
      },
      client: userAuthClient,
    });
  });

  test("tells what the user can sign in with, and the second factors", async () => {
    const { AccessToken, sub } = await aUserWithMfa(pool);

    await expect(factorsOf(AccessToken)).resolves.toMatchObject({
      Username: sub,
      ConfiguredUserAuthFactors: ["PASSWORD", "EMAIL_OTP"],
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
    await register(pool, AccessToken);
    await expect(factorsOf(AccessToken)).resolves.toMatchObject({
      ConfiguredUserAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"],
    });
  });

  test("leaves out what a user has not", async () => {
    const USERNAME = anEmail();
    await pool.cognito.send(new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: USERNAME }));
    const { Session } = await userAuth(pool, { USERNAME });
    const EMAIL_OTP_CODE = await pool.code(USERNAME);
    const { AuthenticationResult } = await respond(pool, "EMAIL_OTP", Session, { USERNAME, EMAIL_OTP_CODE });

    const factors = await factorsOf(AuthenticationResult?.AccessToken ?? "");

    expect(factors.ConfiguredUserAuthFactors).toEqual(["EMAIL_OTP"]);
    expect(factors).not.toHaveProperty("UserMFASettingList");
    expect(factors).not.toHaveProperty("PreferredMfaSetting");
  });

  test("leaves out what the pool does not take", async () => {
    const plain = await startTestPool();
    const { AccessToken } = await signIn(plain, await aConfirmedUser(plain));

    await expect(factorsOf(AccessToken, plain)).resolves.toMatchObject({ ConfiguredUserAuthFactors: ["PASSWORD"] });
    await expect(factorsOf("no-token")).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Invalid Access Token"),
    );
  });

  function factorsOf(AccessToken: string, target = pool) {
    return target.cognito.send(new GetUserAuthFactorsCommand({ AccessToken }));
  }
});
