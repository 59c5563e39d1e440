import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expiredCode, incorrect, limitExceeded, otherThan, refusal, unknownUser, wrongCode } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, decode, password, passwordAuth, signIn } from "./support/users";

const unauthorizedWrite = refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute");
const taken = refusal("AliasExistsException", "An account with the given email already exists.");

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("GetUser", () => {
  test("answers the profile as text, with the sub for user name", async () => {
    const { AccessToken, user } = await aSignedInUser();

    const answer = await pool.cognito.send(new GetUserCommand({ AccessToken }));

    expect(answer).toMatchObject({
      Username: user.sub,
      UserAttributes: [
        { Name: "sub", Value: user.sub },
        { Name: "email_verified", Value: "true" },
        { Name: "email", Value: user.email },
      ],
    });
    for (const member of ["MFAOptions", "PreferredMfaSetting", "UserMFASettingList"]) {
      expect(answer).not.toHaveProperty(member);
    }
  });

  test("shows only what the client may read", async () => {
    const shy = await startTestPool({ client: { read_attributes: ["name"] } });
    const { AccessToken, user } = await aSignedInUser(shy);

    await expect(profileOf(AccessToken, shy)).resolves.toEqual({ sub: user.sub });
  });
});

describe("UpdateUserAttributes", () => {
  test("sets and takes away plain attributes, which the next ID token carries", async () => {
    const { AccessToken, user } = await aSignedInUser();

    await expect(update(AccessToken, { nickname: "Ada", locale: "en" })).resolves.toMatchObject({
      CodeDeliveryDetailsList: [],
    });
    await update(AccessToken, { locale: "" });

    await expect(profileOf(AccessToken)).resolves.toMatchObject({ nickname: "Ada" });
    await expect(profileOf(AccessToken)).resolves.not.toHaveProperty("locale");
    expect(decode((await signIn(pool, user)).IdToken)).toMatchObject({ nickname: "Ada" });
  });

  test("keeps the old address until the new one is proven", async () => {
    const { AccessToken, user } = await aSignedInUser();
    const email = anEmail("new");

    await expect(update(AccessToken, { email })).resolves.toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: "n***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" }],
    });

    await expect(profileOf(AccessToken)).resolves.toMatchObject({ email: user.email, email_verified: "true" });
    await expect(passwordAuth(pool, email, password)).rejects.toMatchObject(incorrect);
    expect((await pool.messages(email))[0]?.purpose).toBe("verifyAttribute");

    await verify(AccessToken, await pool.code(email));
    await expect(profileOf(AccessToken)).resolves.toMatchObject({ email, email_verified: "true" });
    await expect(passwordAuth(pool, email, password)).resolves.toBeDefined();
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(incorrect);
  });

  test("replaces the address at once where the pool does not wait", async () => {
    const quick = await startTestPool({ pool: { user_attribute_update_settings: undefined } });
    const { AccessToken } = await aSignedInUser(quick);
    const email = anEmail("new");

    await update(AccessToken, { email }, quick);

    await expect(profileOf(AccessToken, quick)).resolves.toMatchObject({ email, email_verified: "false" });
    await verify(AccessToken, await quick.code(email), quick);
    await expect(profileOf(AccessToken, quick)).resolves.toMatchObject({ email_verified: "true" });
  });

  test("refuses an address that somebody signs in with, also when it was taken while it waited", async () => {
    const [ada, grace] = [await aSignedInUser(), await aSignedInUser()];
    const wanted = anEmail("wanted");

    await expect(update(ada.AccessToken, { email: grace.user.email.toUpperCase() })).rejects.toMatchObject(taken);
    await update(ada.AccessToken, { email: wanted });
    const code = await pool.code(wanted);
    await aConfirmedUser(pool, wanted);

    await expect(verify(ada.AccessToken, code)).rejects.toMatchObject(taken);
  });

  test("refuses what the client may not write, and what the schema does not hold", async () => {
    const { AccessToken } = await aSignedInUser();

    await expect(update(AccessToken, { email_verified: "true" })).rejects.toMatchObject(unauthorizedWrite);
    await expect(update(AccessToken, { sub: "another" })).rejects.toMatchObject(unauthorizedWrite);
    await expect(update(AccessToken, { email: "nowhere" })).rejects.toMatchObject({
      message: "Invalid email address format.",
    });
    await expect(update(AccessToken, { "custom:x": "1" })).rejects.toMatchObject({
      message: "Type for attribute {custom:x} could not be determined",
    });
    await expect(update(AccessToken, { birthdate: "1815" })).rejects.toMatchObject(
      refusal("InvalidParameterException"),
    );
  });

  test("refuses to change an attribute that is set once and for all", async () => {
    const schema = [{ name: "tenant", attribute_data_type: "String", mutable: false }];
    const fixed = await startTestPool({ pool: { schema }, client: { write_attributes: ["custom:tenant", "email"] } });
    const { AccessToken } = await aSignedInUser(fixed);

    await expect(update(AccessToken, { "custom:tenant": "b" }, fixed)).rejects.toMatchObject(
      refusal("InvalidParameterException", "user.custom:tenant: Attribute cannot be updated.\n"),
    );
  });
});

describe("GetUserAttributeVerificationCode and VerifyUserAttribute", () => {
  test("send a new code and take it once", async () => {
    const { AccessToken, user } = await aSignedInUser();

    await expect(sendCode(AccessToken)).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: "u***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const code = await pool.code(user.email);

    await expect(verify(AccessToken, otherThan(code))).rejects.toMatchObject(wrongCode);
    await verify(AccessToken, code);
    await expect(verify(AccessToken, code)).rejects.toMatchObject(expiredCode);
  });

  test("send the code to the waiting address", async () => {
    const { AccessToken } = await aSignedInUser();
    const email = anEmail("waiting");
    await update(AccessToken, { email });

    await sendCode(AccessToken);

    await expect(pool.messages(email)).resolves.toHaveLength(2);
  });

  test("allow 5 codes and 15 attempts in an hour", async () => {
    const { AccessToken, user } = await aSignedInUser();

    for (let sent = 1; sent <= 5; sent += 1) await sendCode(AccessToken);
    await expect(sendCode(AccessToken)).rejects.toMatchObject(limitExceeded);

    const code = await pool.code(user.email);
    for (let attempt = 1; attempt <= 15; attempt += 1) {
      await expect(verify(AccessToken, otherThan(code))).rejects.toMatchObject(wrongCode);
    }
    await expect(verify(AccessToken, code)).rejects.toMatchObject(limitExceeded);
  });

  test("refuse attributes that are no address, or that the user lacks", async () => {
    const { AccessToken } = await aSignedInUser();

    await expect(sendCode(AccessToken, "nickname")).rejects.toMatchObject(refusal("InvalidParameterException"));
    await expect(sendCode(AccessToken, "phone_number")).rejects.toMatchObject(refusal("InvalidParameterException"));
  });
});

test("a plain alias may be carried by several users, and signs in the last who proved it", async () => {
  const plain = await startTestPool({
    pool: { username_attributes: undefined, alias_attributes: ["email"], user_attribute_update_settings: undefined },
  });
  const shared = anEmail("shared");
  const signUp = async (Username: string, email: string) => {
    const UserAttributes = [{ Name: "email", Value: email }];
    await plain.cognito.send(
      new SignUpCommand({ ClientId: plain.clientId, Username, Password: password, UserAttributes }),
    );
    const code = { ClientId: plain.clientId, Username, ConfirmationCode: await plain.code(email) };
    await plain.cognito.send(new ConfirmSignUpCommand(code));
  };
  const signsIn = async () => decode((await signIn(plain, { email: shared, password })).AccessToken).username;
  await signUp("ada", shared);
  await signUp("grace", anEmail());
  const { AccessToken } = await signIn(plain, { email: "grace", password });

  await update(AccessToken, { email: shared }, plain);
  await expect(signsIn()).resolves.toBe("ada");

  await verify(AccessToken, await plain.code(shared), plain);
  await expect(signsIn()).resolves.toBe("grace");
});

describe("DeleteUserAttributes", () => {
  test("takes attributes away, but not the one to sign in with", async () => {
    const { AccessToken } = await aSignedInUser();
    await update(AccessToken, { nickname: "Ada", name: "Ada L." });

    await remove(AccessToken, "nickname", "name");

    await expect(profileOf(AccessToken)).resolves.not.toHaveProperty("nickname");
    await expect(remove(AccessToken, "email")).rejects.toMatchObject(refusal("InvalidParameterException"));
    await expect(remove(AccessToken, "custom:x")).rejects.toMatchObject({
      message: "Invalid user attributes: user.custom:x: Attribute does not exist in the schema.\n",
    });
  });
});

test("what the client may not write it may neither change nor take away", async () => {
  const narrow = await startTestPool({ client: { write_attributes: ["email"] } });
  const { AccessToken, user } = await aSignedInUser(narrow);
  const UserAttributes = [{ Name: "nickname", Value: "Ada" }];
  const byAdministrator = { UserPoolId: narrow.poolId, Username: user.email, UserAttributes };
  await narrow.cognito.send(new AdminUpdateUserAttributesCommand(byAdministrator));

  await expect(update(AccessToken, { nickname: "Grace" }, narrow)).rejects.toMatchObject(unauthorizedWrite);
  await expect(update(AccessToken, { nickname: "" }, narrow)).rejects.toMatchObject(unauthorizedWrite);
  const removal = new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ["nickname"] });
  await expect(narrow.cognito.send(removal)).rejects.toMatchObject(unauthorizedWrite);
  await expect(profileOf(AccessToken, narrow)).resolves.toMatchObject({ nickname: "Ada" });
});

describe("DeleteUser", () => {
  test("takes the user away; the address is free again", async () => {
    const { AccessToken, user } = await aSignedInUser();

    await pool.cognito.send(new DeleteUserCommand({ AccessToken }));

    await expect(
      pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: user.email })),
    ).rejects.toMatchObject(unknownUser);
    await expect(aConfirmedUser(pool, user.email)).resolves.not.toMatchObject({ sub: user.sub });
  });
});

async function aSignedInUser(target = pool) {
  const user = await aConfirmedUser(target);
  const { AccessToken } = await signIn(target, user);
  return { user, AccessToken };
}

async function profileOf(AccessToken: string, target = pool) {
  const { UserAttributes = [] } = await target.cognito.send(new GetUserCommand({ AccessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

function update(AccessToken: string, attributes: Record<string, string>, target = pool) {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return target.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
}

function sendCode(AccessToken: string, AttributeName = "email") {
  return pool.cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }));
}

function verify(AccessToken: string, Code: string, target = pool) {
  return target.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));
}

function remove(AccessToken: string, ...UserAttributeNames: string[]) {
  return pool.cognito.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames }));
}
