import { AdminCreateUserCommand, type AdminCreateUserCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { refusal, unknownUser } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anInvitedUser, anUnconfirmedUser, password, passwordAuth } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("AdminCreateUser", () => {
  test("makes a user with a temporary password, and invites", async () => {
    const email = anEmail("ada");

    const { User } = await create({ Username: email });

    expect(User).toMatchObject({
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
      UserCreateDate: pool.clock(),
      Attributes: expect.arrayContaining([{ Name: "email", Value: email }]),
    });
    const [message] = await pool.messages(email);
    expect(message).toMatchObject({ purpose: "invitation", subject: "Your temporary password" });
    expect(message?.body).toBe(`Your username is ${email} and temporary password is ${message?.code}.`);
    await expect(passwordAuth(pool, email, message?.code ?? "")).resolves.toMatchObject({
      ChallengeName: "NEW_PASSWORD_REQUIRED",
    });
  });

  test("invites by every medium that is asked for and there is, and by the other one where there is none", async () => {
    const phone = { Name: "phone_number", Value: "+15555550199" };
    const sentTo = async (request: Partial<AdminCreateUserCommandInput>) => {
      const Username = anEmail();
      const before = (await pool.messages(phone.Value)).length;
      await create({ Username, ...request });
      return [(await pool.messages(Username)).length, (await pool.messages(phone.Value)).length - before];
    };

    await expect(sentTo({ UserAttributes: [phone] })).resolves.toEqual([0, 1]);
    await expect(sentTo({ UserAttributes: [phone], DesiredDeliveryMediums: ["EMAIL"] })).resolves.toEqual([1, 0]);
    await expect(sentTo({ UserAttributes: [phone], DesiredDeliveryMediums: ["SMS", "EMAIL"] })).resolves.toEqual([
      1, 1,
    ]);
    await expect(sentTo({ DesiredDeliveryMediums: ["SMS"] })).resolves.toEqual([1, 0]);
  });

  test("takes a temporary password, and keeps silent when asked to", async () => {
    const email = anEmail();

    await create({ Username: email, TemporaryPassword: password, MessageAction: "SUPPRESS" });

    await expect(pool.messages(email)).resolves.toEqual([]);
    await expect(passwordAuth(pool, email, password)).resolves.toHaveProperty("ChallengeName");
  });

  test("asks for the policy, in its own words", async () => {
    await expect(create({ TemporaryPassword: "short" })).rejects.toMatchObject(
      refusal("InvalidPasswordException", "Password did not conform with password policy: Password not long enough"),
    );
  });

  test("refuses a taken address, whatever its case", async () => {
    const { email } = await anUnconfirmedUser(pool);

    for (const Username of [email, email.toUpperCase()]) {
      await expect(create({ Username })).rejects.toMatchObject(
        refusal("UsernameExistsException", "User account already exists"),
      );
    }
  });

  test("lets nobody choose a sub", async () => {
    const UserAttributes = [{ Name: "sub", Value: "00000000-0000-0000-0000-000000000000" }];

    await expect(create({ UserAttributes })).rejects.toMatchObject(
      refusal("InvalidParameterException", "user.sub: Attribute cannot be updated.\n"),
    );
  });

  test("invites again, with a new password and a new validity", async () => {
    const { email } = await anInvitedUser(pool);
    const first = await pool.code(email);
    pool.clock.advance(8 * 86_400);

    await create({ Username: email, MessageAction: "RESEND" });

    const second = await pool.code(email);
    expect(second).not.toBe(first);
    await expect(passwordAuth(pool, email, second)).resolves.toHaveProperty("ChallengeName");
  });

  test("invites nobody again who is unknown or confirmed", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(create({ MessageAction: "RESEND" })).rejects.toMatchObject(unknownUser);
    await expect(create({ Username: email, MessageAction: "RESEND" })).rejects.toMatchObject(
      refusal("UnsupportedUserStateException", `Resend not possible. ${email} status is not FORCE_CHANGE_PASSWORD`),
    );
  });

  test("needs no password where users sign in by one-time code, and one where by passkey alone", async () => {
    const signInWith = (factor: string) =>
      startTestPool({ pool: { sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", factor] } } });

    await expect(create({}, await signInWith("EMAIL_OTP"))).resolves.toMatchObject({
      User: { UserStatus: "CONFIRMED" },
    });
    await expect(create({}, await signInWith("WEB_AUTHN"))).rejects.toMatchObject(
      refusal("InvalidParameterException", "User is required to have a password"),
    );
  });

  function create(request: Partial<AdminCreateUserCommandInput>, target = pool) {
    const user = { UserPoolId: target.poolId, Username: anEmail(), ...request };
    return target.cognito.send(new AdminCreateUserCommand(user));
  }
});
