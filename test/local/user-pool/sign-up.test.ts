import {
  AdminGetUserCommand,
  type AttributeType,
  SignUpCommand,
  type SignUpCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TerraformArguments } from "./support/a-stack";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool, type TestPoolOptions } from "./support/running-pool";
import { aConfirmedUser, anEmail, anUnconfirmedUser, password } from "./support/users";

describe("SignUp", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool();
  });

  test("makes an unconfirmed user and sends a six-digit code to the address", async () => {
    const email = anEmail("grace");

    const answer = await signUp(pool, { Username: email });

    expect(answer).toMatchObject({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      CodeDeliveryDetails: { Destination: "g***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    await expect(pool.messages(email)).resolves.toEqual([
      {
        to: email,
        subject: "Your verification code",
        body: expect.stringMatching(/^Your confirmation code is \d{6}$/),
        code: expect.stringMatching(/^\d{6}$/),
        purpose: "signUp",
        sentAt: pool.clock().toISOString(),
      },
    ]);
    await expect(adminGetUser(pool, email)).resolves.toMatchObject({
      Username: answer.UserSub,
      Enabled: true,
      UserStatus: "UNCONFIRMED",
      UserAttributes: [
        { Name: "sub", Value: answer.UserSub },
        { Name: "email_verified", Value: "false" },
        { Name: "email", Value: email },
      ],
    });
  });

  test.each([
    ["unconfirmed", anUnconfirmedUser],
    ["confirmed", aConfirmedUser],
  ])("refuses the address of an %s user, whatever its case", async (_state, makeUser) => {
    const { email } = await makeUser(pool);

    for (const Username of [email, email.toUpperCase()]) {
      await expect(signUp(pool, { Username })).rejects.toMatchObject(
        refusal("UsernameExistsException", "User already exists"),
      );
    }
  });

  test.each<[string, TerraformArguments, (email: string) => string, AttributeType]>([
    [
      "number",
      { username_attributes: ["email", "phone_number"] },
      (email) => email,
      { Name: "phone_number", Value: "+15555550123" },
    ],
    [
      "preferred name",
      { username_attributes: undefined, alias_attributes: ["preferred_username"] },
      (email) => email.replace("@", "."),
      { Name: "preferred_username", Value: "countess" },
    ],
  ])("refuses a %s that somebody signs in with, though the user name is new", async (_what, settings, name, taken) => {
    const target = await startTestPool({ pool: settings });
    await signUp(target, { Username: name(anEmail()), UserAttributes: [taken] });

    await expect(signUp(target, { Username: name(anEmail()), UserAttributes: [taken] })).rejects.toMatchObject(
      refusal("UsernameExistsException", "User already exists"),
    );
  });

  test("keeps the address as it was typed", async () => {
    const Username = anEmail("Mixed.Case");

    await signUp(pool, { Username });

    const { UserAttributes } = await adminGetUser(pool, Username.toLowerCase());
    expect(UserAttributes).toContainEqual({ Name: "email", Value: Username });
  });

  test("makes two users of two cases where the pool is case-sensitive", async () => {
    const sensitive = await startTestPool({ pool: { username_configuration: undefined } });

    const first = await signUp(sensitive, { Username: "Ada@example.com" });
    const second = await signUp(sensitive, { Username: "ada@example.com" });

    expect(first.UserSub).not.toBe(second.UserSub);
  });

  test.each([
    ["Aa1!", "Password not long enough"],
    ["Password!", "Password must have numeric characters"],
    ["Password1", "Password must have symbol characters"],
    ["password1!", "Password must have uppercase characters"],
    ["PASSWORD1!", "Password must have lowercase characters"],
  ])("refuses the password %s: %s", async (Password, rule) => {
    await expect(signUp(pool, { Username: anEmail(), Password })).rejects.toMatchObject(
      refusal("InvalidPasswordException", `Password did not conform with policy: ${rule}`),
    );
  });

  test("takes a space in the middle of a password for a symbol", async () => {
    await expect(signUp(pool, { Username: anEmail(), Password: "Correct Horse 1" })).resolves.toMatchObject({});
  });

  test("asks for the policy of the stack", async () => {
    const lax = await startTestPool({ pool: { password_policy: { minimum_length: 6 } } });

    await expect(signUp(lax, { Username: anEmail(), Password: "abcdef" })).resolves.toMatchObject({});
    await expect(signUp(lax, { Username: anEmail(), Password: "abcde" })).rejects.toMatchObject(
      refusal("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
    );
  });

  test.each<[string, Partial<SignUpCommandInput>, TestPoolOptions, string, string]>([
    [
      "a user name that is no address",
      { Username: "ada" },
      {},
      "InvalidParameterException",
      "Username should be an email.",
    ],
    [
      "a user name that is neither address nor number",
      { Username: "ada" },
      { pool: { username_attributes: ["email", "phone_number"] } },
      "InvalidParameterException",
      "Username should be either an email or a phone number.",
    ],
    [
      "anybody where only administrators create users",
      {},
      { pool: { admin_create_user_config: { allow_admin_create_user_only: true } } },
      "NotAuthorizedException",
      "SignUp is not permitted for this user pool",
    ],
    [
      "a missing required attribute",
      {},
      { pool: { schema: [{ name: "name", attribute_data_type: "String", required: true, mutable: true }] } },
      "InvalidParameterException",
      "Attributes did not conform to the schema: name: The attribute is required\n",
    ],
    [
      "an attribute that the schema does not hold",
      { UserAttributes: [{ Name: "shoe_size", Value: "43" }] },
      {},
      "InvalidParameterException",
      "Attributes did not conform to the schema: shoe_size: Attribute does not exist in the schema.\n",
    ],
    [
      "a custom attribute that nobody declared",
      { UserAttributes: [{ Name: "custom:x", Value: "1" }] },
      {},
      "InvalidParameterException",
      "Type for attribute {custom:x} could not be determined",
    ],
    [
      "a malformed address as attribute",
      { Username: "ada", UserAttributes: [{ Name: "email", Value: "nowhere" }] },
      { pool: { username_attributes: undefined } },
      "InvalidParameterException",
      "Invalid email address format.",
    ],
    [
      "an attribute that the client may not write",
      { UserAttributes: [{ Name: "nickname", Value: "Ada" }] },
      { client: { write_attributes: ["email"] } },
      "NotAuthorizedException",
      "A client attempted to write unauthorized attribute",
    ],
    [
      "an address that calls itself verified",
      { UserAttributes: [{ Name: "email_verified", Value: "true" }] },
      {},
      "NotAuthorizedException",
      "A client attempted to write unauthorized attribute",
    ],
    [
      "an unknown client",
      { ClientId: "0123456789abcdefghijklmnop" },
      {},
      "ResourceNotFoundException",
      "User pool client 0123456789abcdefghijklmnop does not exist.",
    ],
  ])("refuses %s", async (_what, request, options, name, message) => {
    const target = Object.keys(options).length === 0 ? pool : await startTestPool(options);

    await expect(signUp(target, { Username: anEmail(), ...request })).rejects.toMatchObject(refusal(name, message));
  });

  test("sends nothing where no attribute is verified automatically", async () => {
    const silent = await startTestPool({ pool: { auto_verified_attributes: undefined } });
    const Username = anEmail();

    await expect(signUp(silent, { Username })).resolves.not.toHaveProperty("CodeDeliveryDetails");

    await expect(silent.messages(Username)).resolves.toEqual([]);
  });

  test("uses the message of the stack", async () => {
    const template = { email_subject: "Hello", email_message: "Welcome! {####} is yours." };
    const worded = await startTestPool({ pool: { verification_message_template: template } });
    const Username = anEmail();

    await signUp(worded, { Username });

    const [message] = await worded.messages(Username);
    expect(message).toMatchObject({ subject: "Hello", body: `Welcome! ${message?.code} is yours.` });
  });

  test("keeps the given user name in a pool of plain user names", async () => {
    const plain = await startTestPool({ pool: { username_attributes: undefined } });
    const UserAttributes = [{ Name: "email", Value: "ada@example.com" }];

    const { UserSub } = await signUp(plain, { Username: "ada", UserAttributes });

    await expect(adminGetUser(plain, "ADA")).resolves.toMatchObject({ Username: "ada" });
    expect(UserSub).not.toBe("ada");
    await expect(adminGetUser(plain, "ada@example.com")).rejects.toMatchObject(refusal("UserNotFoundException"));
  });

  function signUp({ cognito, clientId }: TestPool, request: Partial<SignUpCommandInput>) {
    return cognito.send(new SignUpCommand({ ClientId: clientId, Username: "", Password: password, ...request }));
  }

  function adminGetUser({ cognito, poolId }: TestPool, Username: string) {
    return cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
  }
});
