import {
  AdminGetUserCommand,
  GetUserCommand,
  SetUserMFAPreferenceCommand,
  type SetUserMFAPreferenceCommandInput,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aUserWithApp } from "./support/authenticator-app";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, signIn } from "./support/users";

describe("SetUserMFAPreference", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({
      pool: {
        mfa_configuration: "OPTIONAL",
        software_token_mfa_configuration: { enabled: true },
        email_mfa_configuration: { subject: "Your code", message: "It is {####}" },
      },
    });
  });

  test("turns a factor on and off, and prefers it; GetUser and AdminGetUser tell", async () => {
    const { AccessToken, email } = await aUserWithApp(pool);

    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true } });
    await expect(factors(AccessToken, email)).resolves.toEqual([["SOFTWARE_TOKEN_MFA"], undefined]);
    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    await expect(factors(AccessToken, email)).resolves.toEqual([["SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA"]);
    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } });
    await expect(factors(AccessToken, email)).resolves.toEqual([["SOFTWARE_TOKEN_MFA"], undefined]);
    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: false } });
    await expect(factors(AccessToken, email)).resolves.toEqual([undefined, undefined]);
  });

  test("leaves alone what it does not name, and moves the preference", async () => {
    const { AccessToken, email } = await aUserWithApp(pool);

    await set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    await set(AccessToken, { EmailMfaSettings: { Enabled: true, PreferredMfa: true } });

    await expect(factors(AccessToken, email)).resolves.toEqual([["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], "EMAIL_OTP"]);
  });

  test("refuses a factor that the user is not ready for", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const notReady = (factor: string) =>
      refusal("InvalidParameterException", `User does not have delivery config set to turn on ${factor}`);

    await expect(set(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true } })).rejects.toMatchObject(
      notReady("SOFTWARE_TOKEN_MFA"),
    );
    await expect(set(AccessToken, { SMSMfaSettings: { Enabled: true } })).rejects.toMatchObject(notReady("SMS_MFA"));
    await expect(set(AccessToken, { WebAuthnMfaSettings: { Enabled: true } })).rejects.toMatchObject(
      notReady("WEB_AUTHN_MFA"),
    );
  });

  test("refuses e-mail as a factor in a pool without it, and while the address is not proven", async () => {
    const notReady = refusal(
      "InvalidParameterException",
      "User does not have delivery config set to turn on EMAIL_OTP",
    );
    const without = await startTestPool({ pool: { mfa_configuration: "OPTIONAL" } });
    const there = await signIn(without, await aConfirmedUser(without));
    const unproven = await startTestPool({
      pool: { user_attribute_update_settings: undefined, mfa_configuration: "OPTIONAL", email_mfa_configuration: {} },
    });
    const { AccessToken } = await signIn(unproven, await aConfirmedUser(unproven));
    const UserAttributes = [{ Name: "email", Value: anEmail("new") }];
    await unproven.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));

    await expect(set(there.AccessToken, { EmailMfaSettings: { Enabled: true } }, without)).rejects.toMatchObject(
      notReady,
    );
    await expect(set(AccessToken, { EmailMfaSettings: { Enabled: true } }, unproven)).rejects.toMatchObject(notReady);
  });

  test("prefers one factor at most, and changes nothing when it refuses", async () => {
    const { AccessToken, email } = await aUserWithApp(pool);
    const both = { Enabled: true, PreferredMfa: true };

    await expect(set(AccessToken, { SoftwareTokenMfaSettings: both, EmailMfaSettings: both })).rejects.toMatchObject(
      refusal("InvalidParameterException"),
    );
    await expect(factors(AccessToken, email)).resolves.toEqual([undefined, undefined]);
  });

  function set(
    AccessToken: string,
    settings: Omit<SetUserMFAPreferenceCommandInput, "AccessToken">,
    target: TestPool = pool,
  ) {
    return target.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, ...settings }));
  }

  async function factors(AccessToken: string, Username: string) {
    const own = await pool.cognito.send(new GetUserCommand({ AccessToken }));
    const seen = await pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username }));
    expect([seen.UserMFASettingList, seen.PreferredMfaSetting]).toEqual([
      own.UserMFASettingList,
      own.PreferredMfaSetting,
    ]);
    return [own.UserMFASettingList, own.PreferredMfaSetting];
  }
});
