import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anEmail, decode, newPassword, password, signIn } from "./support/users";

describe("a pool whose users sign in by phone number", () => {
  const number = "+15555559878";
  const masked = { Destination: "+*******9878", DeliveryMedium: "SMS", AttributeName: "phone_number" };
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({
      pool: {
        username_attributes: ["phone_number"],
        auto_verified_attributes: ["email", "phone_number"],
        account_recovery_setting: { recovery_mechanism: [{ name: "verified_phone_number", priority: 1 }] },
        user_attribute_update_settings: { attributes_require_verification_before_update: ["phone_number"] },
        verification_message_template: { sms_message: "Your number: {####}" },
      },
    });
  });

  test("signs up with a code by text message, and in with the number", async () => {
    const UserAttributes = [{ Name: "email", Value: anEmail() }];
    const request = { ClientId: pool.clientId, Username: number, Password: password, UserAttributes };

    await expect(pool.cognito.send(new SignUpCommand(request))).resolves.toMatchObject({ CodeDeliveryDetails: masked });
    const [message] = await pool.messages(number);
    expect(message?.body).toBe(`Your number: ${message?.code}`);
    const code = { ClientId: pool.clientId, Username: number, ConfirmationCode: message?.code ?? "" };
    await pool.cognito.send(new ConfirmSignUpCommand(code));

    const { IdToken, AccessToken } = await signIn(pool, { email: number, password });
    expect(decode(IdToken)).toMatchObject({
      phone_number: number,
      phone_number_verified: true,
      email_verified: false,
      "cognito:username": decode(IdToken).sub,
    });
    expect(decode(AccessToken)).not.toHaveProperty("phone_number");
  });

  test("takes nothing else for a user name", async () => {
    for (const Username of ["ada@example.com", "5555559878", "+0"]) {
      const request = new SignUpCommand({ ClientId: pool.clientId, Username, Password: password });
      await expect(pool.cognito.send(request)).rejects.toMatchObject(
        refusal("InvalidParameterException", "Username should be a phone number."),
      );
    }
  });

  test("resets passwords by text message, and answers the same for a number of nobody", async () => {
    const forgot = (Username: string) =>
      pool.cognito.send(new ForgotPasswordCommand({ ClientId: pool.clientId, Username }));

    await expect(forgot(number)).resolves.toMatchObject({ CodeDeliveryDetails: masked });
    await expect(forgot("+15555550000")).resolves.toMatchObject({
      CodeDeliveryDetails: { ...masked, Destination: "+*******0000" },
    });

    await expect(pool.messages("+15555550000")).resolves.toEqual([]);
    const Password = newPassword;
    const code = { ClientId: pool.clientId, Username: number, ConfirmationCode: await pool.code(number), Password };
    await pool.cognito.send(new ConfirmForgotPasswordCommand(code));
    await expect(signIn(pool, { email: number, password: Password })).resolves.toBeDefined();
  });

  test("keeps the number until the new one is proven", async () => {
    const { AccessToken } = await signIn(pool, { email: number, password: newPassword });
    const Value = "+15555551234";
    const change = { AccessToken, UserAttributes: [{ Name: "phone_number", Value }] };
    const numbers = async () => {
      const { UserAttributes = [] } = await pool.cognito.send(new GetUserCommand({ AccessToken }));
      return UserAttributes.filter(({ Name }) => Name?.startsWith("phone")).map((each) => each.Value);
    };

    await expect(pool.cognito.send(new UpdateUserAttributesCommand(change))).resolves.toMatchObject({
      CodeDeliveryDetailsList: [{ ...masked, Destination: "+*******1234" }],
    });
    await expect(numbers()).resolves.toEqual(expect.arrayContaining([number, "true"]));

    const proof = { AccessToken, AttributeName: "phone_number", Code: await pool.code(Value) };
    await pool.cognito.send(new VerifyUserAttributeCommand(proof));
    await expect(numbers()).resolves.toEqual(expect.arrayContaining([Value, "true"]));
  });
});
