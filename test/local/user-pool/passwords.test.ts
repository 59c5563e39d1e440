import {
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { respond } from "./support/challenges";
import { expiredCode, incorrect, limitExceeded, refusal, wrongCode } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import {
  aConfirmedUser,
  anEmail,
  anInvitedUser,
  anUnconfirmedUser,
  newPassword,
  password,
  passwordAuth,
  signIn,
} from "./support/users";

let pool: TestPool;
let legacy: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
  legacy = await startTestPool({ client: { prevent_user_existence_errors: "LEGACY" } });
});

describe("ChangePassword", () => {
  test("needs the present password, and replaces it", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken } = await signIn(pool, user);

    await expect(change(AccessToken, "Wrong-Horse-1", newPassword)).rejects.toMatchObject(incorrect);
    await expect(change(AccessToken, undefined, newPassword)).rejects.toMatchObject(
      refusal("InvalidParameterException", "Missing required parameter PreviousPassword"),
    );
    await change(AccessToken, password, newPassword);

    await expect(passwordAuth(pool, user.email, newPassword)).resolves.toBeDefined();
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(incorrect);
    await expect(change(AccessToken, newPassword, password)).resolves.toBeDefined();
  });

  test("asks for the policy", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));

    await expect(change(AccessToken, password, "lower-case-1")).rejects.toMatchObject(
      refusal(
        "InvalidPasswordException",
        "Password did not conform with policy: Password must have uppercase characters",
      ),
    );
  });

  test("is allowed 5 times in an hour", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const secrets = Array.from({ length: 7 }, (_, index) => `Correct-Horse-${index + 1}`);

    for (let times = 1; times <= 5; times += 1) await change(AccessToken, secrets[times - 1], secrets[times]);

    await expect(change(AccessToken, secrets[5], secrets[6])).rejects.toMatchObject(limitExceeded);
  });

  test("refuses as many former passwords as the policy remembers", async () => {
    const strict = await startTestPool({ pool: { password_policy: { minimum_length: 8, password_history_size: 2 } } });
    const { AccessToken } = await signIn(strict, await aConfirmedUser(strict));
    const used = refusal("PasswordHistoryPolicyViolationException", "Password has previously been used");

    await change(AccessToken, password, "second-password", strict);
    await expect(change(AccessToken, "second-password", "second-password", strict)).rejects.toMatchObject(used);
    await expect(change(AccessToken, "second-password", password, strict)).rejects.toMatchObject(used);
    await change(AccessToken, "second-password", "third-password", strict);
    await expect(change(AccessToken, "third-password", password, strict)).resolves.toBeDefined();
  });
});

test("a former password comes back by no other way either", async () => {
  const strict = await startTestPool({ pool: { password_policy: { minimum_length: 8, password_history_size: 2 } } });
  const used = refusal("PasswordHistoryPolicyViolationException", "Password has previously been used");
  const { email } = await aConfirmedUser(strict);
  await forgot(email, strict);
  const invited = await anInvitedUser(strict);
  const { Session } = await passwordAuth(strict, invited.email, password);
  const byAdministrator = { UserPoolId: strict.poolId, Username: email, Password: password, Permanent: true };

  await expect(confirm(email, await strict.code(email), password, strict)).rejects.toMatchObject(used);
  await expect(
    respond(strict, "NEW_PASSWORD_REQUIRED", Session, { USERNAME: invited.email, NEW_PASSWORD: password }),
  ).rejects.toMatchObject(used);
  await expect(strict.cognito.send(new AdminSetUserPasswordCommand(byAdministrator))).rejects.toMatchObject(used);
});

describe("ForgotPassword and ConfirmForgotPassword", () => {
  test("send a code that sets a new password; the old one works until then", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(forgot(email)).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: "u***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const [message] = await pool.messages(email);
    expect(message).toMatchObject({ purpose: "forgotPassword", code: expect.stringMatching(/^\d{6}$/) });
    await expect(passwordAuth(pool, email, password)).resolves.toBeDefined();

    await confirm(email, message?.code ?? "");
    await expect(passwordAuth(pool, email, newPassword)).resolves.toBeDefined();
    await expect(passwordAuth(pool, email, password)).rejects.toMatchObject(incorrect);
  });

  test("send the code to the proven address, while another one waits for its proof", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken } = await signIn(pool, user);
    const waiting = anEmail("waiting");
    const UserAttributes = [{ Name: "email", Value: waiting }];
    await pool.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));

    await expect(forgot(user.email)).resolves.toHaveProperty("CodeDeliveryDetails.Destination", "u***@e***");
    const reset = { UserPoolId: pool.poolId, Username: user.email };
    await pool.cognito.send(new AdminResetUserPasswordCommand(reset));

    const purposes = async (address: string) => (await pool.messages(address)).map(({ purpose }) => purpose);
    await expect(purposes(user.email)).resolves.toEqual(["forgotPassword", "forgotPassword", "signUp"]);
    await expect(purposes(waiting)).resolves.toEqual(["verifyAttribute"]);
  });

  test("take a code once, for an hour, and only the newest", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(confirm(email, "123456")).rejects.toMatchObject(expiredCode);
    await forgot(email);
    const first = await pool.code(email);
    await forgot(email);
    const second = await pool.code(email);
    if (first !== second) await expect(confirm(email, first)).rejects.toMatchObject(wrongCode);
    await confirm(email, second);
    await expect(confirm(email, second)).rejects.toMatchObject(expiredCode);

    await forgot(email);
    const third = await pool.code(email);
    pool.clock.advance(3600);
    await expect(confirm(email, third)).rejects.toMatchObject(expiredCode);
  });

  test("ask for the policy first; the code stays usable", async () => {
    const { email } = await aConfirmedUser(pool);
    await forgot(email);
    const code = await pool.code(email);

    await expect(confirm(email, code, "short")).rejects.toMatchObject(refusal("InvalidPasswordException"));
    await expect(confirm(email, code)).resolves.toBeDefined();
  });

  test("end a lockout", async () => {
    const { email } = await aConfirmedUser(pool);
    for (let failure = 1; failure <= 5; failure += 1) {
      await expect(passwordAuth(pool, email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    }
    await forgot(email);

    await confirm(email, await pool.code(email));

    await expect(passwordAuth(pool, email, newPassword)).resolves.toBeDefined();
  });

  test("are limited in an hour, for known and unknown users alike", async () => {
    const { email } = await aConfirmedUser(pool);

    for (const name of [email, "nobody-at-all@example.com"]) {
      for (let times = 1; times <= 20; times += 1) await forgot(name);
      await expect(forgot(name)).rejects.toMatchObject(limitExceeded);
      await expect(confirm(name, "123456")).rejects.toMatchObject(limitExceeded);
    }
  });

  test("refuse a user who was invited and never signed in", async () => {
    const { email } = await anInvitedUser(pool);

    await expect(forgot(email)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "User password cannot be reset in the current state."),
    );
  });

  test("refuse a user who was never confirmed, though an administrator verified the address", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    const verified = new AdminUpdateUserAttributesCommand({ UserPoolId: pool.poolId, Username: email, UserAttributes });
    await pool.cognito.send(verified);
    await forgot(email);

    await expect(confirm(email, await pool.code(email))).rejects.toMatchObject(
      refusal("UserNotConfirmedException", "User is not confirmed."),
    );
  });

  test("are for administrators alone where the pool says so", async () => {
    const recovery_mechanism = [{ name: "admin_only", priority: 1 }];
    const closed = await startTestPool({ pool: { account_recovery_setting: { recovery_mechanism } } });
    const { email } = await aConfirmedUser(closed);

    await expect(forgot(email, closed)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Contact administrator to reset password."),
    );
  });

  test("tell of unknown and unverified users where the client says LEGACY", async () => {
    const { email } = await anUnconfirmedUser(legacy);
    const unknown = refusal("UserNotFoundException", "Username/client id combination not found.");

    await expect(forgot("nobody@example.com", legacy)).rejects.toMatchObject(unknown);
    await expect(confirm("nobody@example.com", "123456", newPassword, legacy)).rejects.toMatchObject(unknown);
    await expect(forgot(email, legacy)).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "Cannot reset password for the user as there is no registered/verified email or phone_number",
      ),
    );
  });

  test("tell nothing of them where the client hides them", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const sent = { CodeDeliveryDetails: { Destination: "u***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" } };
    const before = await pool.messages(email);

    await expect(confirm("user-unknown@example.com", "123456")).rejects.toMatchObject(expiredCode);
    await expect(forgot("user-unknown@example.com")).resolves.toMatchObject(sent);
    await expect(confirm("user-unknown@example.com", "123456")).rejects.toMatchObject(wrongCode);
    pool.clock.advance(3600);
    await expect(confirm("user-unknown@example.com", "123456")).rejects.toMatchObject(expiredCode);
    await expect(forgot(email)).resolves.toMatchObject(sent);
    await expect(confirm(email, "123456")).rejects.toMatchObject(wrongCode);
    await expect(pool.messages(email)).resolves.toEqual(before);
    await expect(pool.messages("user-unknown@example.com")).resolves.toEqual([]);
  });
});

function change(AccessToken: string, PreviousPassword: string | undefined, ProposedPassword = "", target = pool) {
  return target.cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
}

function forgot(Username: string, target = pool) {
  return target.cognito.send(new ForgotPasswordCommand({ ClientId: target.clientId, Username }));
}

function confirm(Username: string, ConfirmationCode: string, Password = newPassword, target = pool) {
  return target.cognito.send(
    new ConfirmForgotPasswordCommand({ ClientId: target.clientId, Username, ConfirmationCode, Password }),
  );
}
