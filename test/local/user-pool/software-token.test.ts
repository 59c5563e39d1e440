import {
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { acceptTotp, newSoftwareToken, secretCode, totp } from "../../../local/user-pool/domain/totp";
import { totp as appCode } from "../../support/totp";
import { aUserWithApp, aUserWithMfa, codeOf } from "./support/authenticator-app";
import { invalidSession, otherThan, refusal, softwareTokenUsed } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, passwordAuth, signIn } from "./support/users";

const totpPool = { mfa_configuration: "OPTIONAL", software_token_mfa_configuration: { enabled: true } };
const wrong = refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
const noTotp = refusal("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");

describe("a one-time password", () => {
  const secret = Buffer.from("12345678901234567890");

  // RFC 6238, appendix B; the last six of its eight digits.
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %d s is %s", (seconds, expected) => {
    expect(totp(secret, Math.floor(seconds / 30))).toBe(expected);
  });

  test("is accepted one step early or late, no more, and once", () => {
    const token = { secret: secret.toString("base64"), usedSteps: [] };
    const now = new Date(1_111_111_109_000);
    const step = Math.floor(now.getTime() / 30_000);
    const accepts = (offset: number) => acceptTotp(token, totp(secret, step + offset), now) !== undefined;

    expect([-2, -1, 0, 1, 2].map(accepts)).toEqual([false, true, true, true, false]);
    const next = acceptTotp(token, totp(secret, step), now) ?? token;
    expect(() => acceptTotp(next, totp(secret, step), now)).toThrow(expect.objectContaining(softwareTokenUsed));
    expect(acceptTotp(next, totp(secret, step + 1), now)?.usedSteps).toEqual([step, step + 1]);
  });

  test("comes from a secret that apps can read", () => {
    const token = newSoftwareToken((size) => Buffer.alloc(size, 0xa5));

    expect(secretCode(token)).toMatch(/^[A-Z2-7]{52}$/);
    expect(appCode(secretCode(token), 59_000)).toBe(totp(Buffer.alloc(32, 0xa5), 1));
  });
});

describe("AssociateSoftwareToken", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({ pool: totpPool });
  });

  test("answers a secret of 52 characters, another one each time, and no session", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));

    const first = await associate({ AccessToken });
    const second = await associate({ AccessToken });

    expect(first.SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(second.SecretCode).not.toBe(first.SecretCode);
    expect(first.Session).toBeUndefined();
  });

  test("leaves an app in use until another one is verified", async () => {
    const { AccessToken, email, password, key, nextCode } = await aUserWithMfa(pool);

    const { SecretCode = "" } = await associate({ AccessToken });

    await expect(passwordAuth(pool, email, password)).resolves.toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    await expect(verify(AccessToken, nextCode())).rejects.toMatchObject(wrong);
    await expect(verify(AccessToken, codeOf(pool, SecretCode))).resolves.toMatchObject({ Status: "SUCCESS" });
    await expect(verify(AccessToken, codeOf(pool, key))).rejects.toMatchObject(wrong);
  });

  test("wants an access token or a session, one of them", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const Session = `AYABe${"x".repeat(395)}`;

    for (const input of [{}, { AccessToken, Session }]) {
      await expect(associate(input)).rejects.toMatchObject(refusal("InvalidParameterException"));
    }
    await expect(associate({ Session })).rejects.toMatchObject(invalidSession);
    await expect(associate({ AccessToken: "no-token" })).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Invalid Access Token"),
    );
  });

  test.each([
    ["has no authenticator apps", { mfa_configuration: "OFF" }],
    ["has other factors only", { mfa_configuration: "OPTIONAL" }],
  ])("is refused where the pool %s, and so is VerifySoftwareToken", async (_what, settings) => {
    const without = await startTestPool({ pool: settings });
    const { AccessToken } = await signIn(without, await aConfirmedUser(without));

    await expect(associate({ AccessToken }, without)).rejects.toMatchObject(noTotp);
    await expect(verify(AccessToken, "123456", without)).rejects.toMatchObject(noTotp);
  });

  function associate(input: { AccessToken?: string; Session?: string }, target = pool) {
    return target.cognito.send(new AssociateSoftwareTokenCommand(input));
  }

  function verify(AccessToken: string, UserCode: string, target = pool) {
    return target.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  }
});

describe("VerifySoftwareToken", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({ pool: totpPool });
  });

  test("takes the app's code, and turns nothing on by itself", async () => {
    const { AccessToken, email, password } = await aUserWithApp(pool);

    const user = await pool.cognito.send(new GetUserCommand({ AccessToken }));
    expect(user.UserMFASettingList).toBeUndefined();
    expect(user.PreferredMfaSetting).toBeUndefined();
    await expect(signIn(pool, { email, password })).resolves.toBeDefined();
  });

  test("refuses a wrong code, which may be corrected", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const { SecretCode = "" } = await pool.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const right = codeOf(pool, SecretCode);

    await expect(verify(AccessToken, otherThan(right))).rejects.toMatchObject(wrong);
    await expect(verify(AccessToken, right)).resolves.toMatchObject({ Status: "SUCCESS" });
  });

  test("takes a code once", async () => {
    const { AccessToken, key } = await aUserWithApp(pool);

    await expect(verify(AccessToken, codeOf(pool, key))).rejects.toMatchObject(softwareTokenUsed);
  });

  test("takes six digits, and does not repeat others in its refusal", async () => {
    const { AccessToken } = await aUserWithApp(pool);

    await expect(verify(AccessToken, "12345x")).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]+",
      ),
    );
  });

  test("needs a secret first", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));

    await expect(verify(AccessToken, "123456")).rejects.toMatchObject(
      refusal("InvalidParameterException", "User has not set up software token mfa"),
    );
  });

  function verify(AccessToken: string, UserCode: string) {
    return pool.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  }
});
