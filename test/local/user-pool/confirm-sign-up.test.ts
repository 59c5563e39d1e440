import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expiredCode, limitExceeded, otherThan, refusal, unknownUser, wrongCode } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anUnconfirmedUser, password, passwordAuth } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("ConfirmSignUp", () => {
  test("confirms the user and verifies the address that the code went to", async () => {
    const { email } = await anUnconfirmedUser(pool);

    await confirm(email.toUpperCase(), await pool.code(email));

    await expect(userOf(email)).resolves.toMatchObject({
      UserStatus: "CONFIRMED",
      UserAttributes: expect.arrayContaining([{ Name: "email_verified", Value: "true" }]),
    });
  });

  test("takes the user name as well as the address", async () => {
    const { email, sub } = await anUnconfirmedUser(pool);

    await expect(confirm(sub, await pool.code(email))).resolves.toBeDefined();
  });

  test("refuses a wrong code, and takes the right one afterwards", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const code = await pool.code(email);

    await expect(confirm(email, otherThan(code))).rejects.toMatchObject(wrongCode);
    await expect(confirm(email, code)).resolves.toBeDefined();
  });

  test("refuses a code after 24 hours", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const code = await pool.code(email);

    pool.clock.advance(24 * 3600);

    await expect(confirm(email, code)).rejects.toMatchObject(expiredCode);
  });

  test("refuses a confirmed user", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(confirm(email, "123456")).rejects.toMatchObject(
      refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
    );
  });

  test("allows 15 attempts in an hour", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const code = await pool.code(email);

    for (let attempt = 1; attempt <= 15; attempt += 1) {
      await expect(confirm(email, otherThan(code))).rejects.toMatchObject(wrongCode);
    }
    await expect(confirm(email, code)).rejects.toMatchObject(limitExceeded);

    pool.clock.advance(3600);
    await expect(confirm(email, code)).resolves.toBeDefined();
  });

  describe("where the address is an alias", () => {
    let aliases: TestPool;
    beforeAll(async () => {
      aliases = await startTestPool({ pool: { username_attributes: undefined, alias_attributes: ["email"] } });
      for (const Username of ["first", "second", "third"]) {
        const UserAttributes = [{ Name: "email", Value: "shared@example.com" }];
        await aliases.cognito.send(
          new SignUpCommand({ ClientId: aliases.clientId, Username, Password: password, UserAttributes }),
        );
      }
    });

    test("gives it to the first who proves it, and to another one only when asked to", async () => {
      const [third, second, first] = (await aliases.messages("shared@example.com")).map(({ code }) => code ?? "");
      const confirmAs = (Username: string, ConfirmationCode = "", ForceAliasCreation = false) =>
        aliases.cognito.send(
          new ConfirmSignUpCommand({ ClientId: aliases.clientId, Username, ConfirmationCode, ForceAliasCreation }),
        );
      const signsIn = async (name: string) => {
        const answer = await passwordAuth(aliases, name, password);
        return JSON.parse(atob(answer.AuthenticationResult?.AccessToken?.split(".")[1] ?? "")).username;
      };

      await confirmAs("first", first);
      await expect(confirmAs("second", second)).rejects.toMatchObject(
        refusal("AliasExistsException", "An account with the email already exists."),
      );
      await expect(signsIn("shared@example.com")).resolves.toBe("first");

      await confirmAs("third", third, true);
      await expect(signsIn("shared@example.com")).resolves.toBe("third");
      await expect(signsIn("first")).resolves.toBe("first");
    });

    test("refuses a user name that looks like an address", async () => {
      const request = { ClientId: aliases.clientId, Username: "ada@example.com", Password: password };

      await expect(aliases.cognito.send(new SignUpCommand(request))).rejects.toMatchObject(
        refusal("InvalidParameterException"),
      );
    });
  });
});

describe("ResendConfirmationCode", () => {
  test("sends another code, and the earlier one stops working", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const first = await pool.code(email);

    await expect(resend(email)).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: "u***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const [newest] = await pool.messages(email);

    expect(newest?.purpose).toBe("resend");
    if (newest?.code !== first) await expect(confirm(email, first)).rejects.toMatchObject(wrongCode);
    await expect(confirm(email, newest?.code ?? "")).resolves.toBeDefined();
  });

  test("refuses a confirmed user", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(resend(email)).rejects.toMatchObject(
      refusal("InvalidParameterException", "User is already confirmed."),
    );
  });

  test("refuses where no address is verified automatically", async () => {
    const silent = await startTestPool({ pool: { auto_verified_attributes: undefined } });
    const { email } = await anUnconfirmedUser(silent);
    const request = { ClientId: silent.clientId, Username: email };

    await expect(silent.cognito.send(new ResendConfirmationCodeCommand(request))).rejects.toMatchObject(
      refusal("InvalidParameterException", "Auto verification not turned on."),
    );
  });

  test("allows 5 codes in an hour", async () => {
    const { email } = await anUnconfirmedUser(pool);

    for (let attempt = 1; attempt <= 5; attempt += 1) await resend(email);

    await expect(resend(email)).rejects.toMatchObject(limitExceeded);
    pool.clock.advance(3600);
    await expect(resend(email)).resolves.toBeDefined();
  });
});

describe("AdminConfirmSignUp", () => {
  test("confirms the user without verifying the address", async () => {
    const { email } = await anUnconfirmedUser(pool);

    await adminConfirm(email);

    await expect(userOf(email)).resolves.toMatchObject({
      UserStatus: "CONFIRMED",
      UserAttributes: expect.arrayContaining([{ Name: "email_verified", Value: "false" }]),
    });
  });

  test("refuses a confirmed and an unknown user", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(adminConfirm(email)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
    );
    await expect(adminConfirm("nobody@example.com")).rejects.toMatchObject(unknownUser);
  });

  function adminConfirm(Username: string) {
    return pool.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username }));
  }
});

function confirm(Username: string, ConfirmationCode: string) {
  return pool.cognito.send(new ConfirmSignUpCommand({ ClientId: pool.clientId, Username, ConfirmationCode }));
}

function resend(Username: string) {
  return pool.cognito.send(new ResendConfirmationCodeCommand({ ClientId: pool.clientId, Username }));
}

function userOf(Username: string) {
  return pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username }));
}
