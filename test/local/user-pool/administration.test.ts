import {
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { incorrect, refusal, unknownUser } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import {
  aConfirmedUser,
  anEmail,
  anInvitedUser,
  anUnconfirmedUser,
  decode,
  newPassword,
  password,
  passwordAuth,
  signIn,
  type TestUser,
} from "./support/users";

const disabled = refusal("NotAuthorizedException", "User is disabled.");
const resetRequired = refusal("PasswordResetRequiredException", "Password reset required for the user");

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({ pool: { schema: [{ name: "team", attribute_data_type: "String", mutable: false }] } });
});

describe("AdminGetUser", () => {
  test("finds a user by user name and by address", async () => {
    const { email, sub } = await aConfirmedUser(pool);

    for (const Username of [email, email.toUpperCase(), sub]) {
      await expect(getUser(Username)).resolves.toMatchObject({
        Username: sub,
        UserStatus: "CONFIRMED",
        Enabled: true,
        UserCreateDate: pool.clock(),
        UserLastModifiedDate: pool.clock(),
      });
    }
  });

  test("refuses unknown users and pools", async () => {
    await expect(getUser("nobody@example.com")).rejects.toMatchObject(unknownUser);
    await expect(
      pool.cognito.send(new AdminGetUserCommand({ UserPoolId: "eu-west-1_Unknown00", Username: "a" })),
    ).rejects.toMatchObject(refusal("ResourceNotFoundException", "User pool eu-west-1_Unknown00 does not exist."));
  });

  function getUser(Username: string) {
    return pool.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username }));
  }
});

describe("AdminSetUserPassword", () => {
  test("confirms an unconfirmed user with a permanent password", async () => {
    const { email } = await anUnconfirmedUser(pool);

    await setPassword(email, "Set-By-Admin-1", true);

    await expect(passwordAuth(pool, email, "Set-By-Admin-1")).resolves.toHaveProperty("AuthenticationResult");
  });

  test("asks for the policy", async () => {
    const { email } = await aConfirmedUser(pool);

    await expect(setPassword(email, "short", true)).rejects.toMatchObject(refusal("InvalidPasswordException"));
    await expect(setPassword("nobody@example.com", password, true)).rejects.toMatchObject(unknownUser);
  });

  function setPassword(Username: string, Password: string, Permanent: boolean) {
    const request = { UserPoolId: pool.poolId, Username, Password, Permanent };
    return pool.cognito.send(new AdminSetUserPasswordCommand(request));
  }
});

describe("AdminDisableUser and AdminEnableUser", () => {
  test("end every sign-in, let none begin, and keep the status", async () => {
    const user = await aConfirmedUser(pool);
    const tokens = await signIn(pool, user);

    await pool.cognito.send(new AdminDisableUserCommand(named(user)));

    await expect(adminGetUser(user)).resolves.toMatchObject({ Enabled: false, UserStatus: "CONFIRMED" });
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(disabled);
    await expect(passwordAuth(pool, user.email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    await expect(refresh(tokens.RefreshToken)).rejects.toMatchObject(disabled);
    await expect(getUser(tokens.AccessToken)).rejects.toMatchObject(disabled);

    await pool.cognito.send(new AdminEnableUserCommand(named(user)));

    await expect(signIn(pool, user)).resolves.toBeDefined();
    await expect(refresh(tokens.RefreshToken)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Refresh Token has been revoked"),
    );
    await expect(getUser(tokens.AccessToken)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Access Token has been revoked"),
    );
  });

  test("leave a challenge of before without effect", async () => {
    const user = await anInvitedUser(pool);
    const { Session } = await passwordAuth(pool, user.email, password);
    await pool.cognito.send(new AdminDisableUserCommand(named(user)));

    await expect(answerNewPassword(user, Session)).rejects.toMatchObject(disabled);

    await pool.cognito.send(new AdminEnableUserCommand(named(user)));
    await expect(passwordAuth(pool, user.email, newPassword)).rejects.toMatchObject(incorrect);
  });
});

test("a challenge for a new password ends when an administrator sets a permanent one", async () => {
  const user = await anInvitedUser(pool);
  const { Session } = await passwordAuth(pool, user.email, password);
  const Password = "Set-By-Admin-1";
  await pool.cognito.send(new AdminSetUserPasswordCommand({ ...named(user), Password, Permanent: true }));

  await expect(answerNewPassword(user, Session)).rejects.toMatchObject(refusal("NotAuthorizedException"));

  await expect(passwordAuth(pool, user.email, Password)).resolves.toHaveProperty("AuthenticationResult");
});

describe("AdminUserGlobalSignOut", () => {
  test("ends every sign-in, and lets new ones begin", async () => {
    const user = await aConfirmedUser(pool);
    const [first, second] = [await signIn(pool, user), await signIn(pool, user)];

    await pool.cognito.send(new AdminUserGlobalSignOutCommand(named(user)));

    for (const { AccessToken, RefreshToken } of [first, second]) {
      await expect(getUser(AccessToken)).rejects.toMatchObject({ message: "Access Token has been revoked" });
      await expect(refresh(RefreshToken)).rejects.toMatchObject({ message: "Refresh Token has been revoked" });
    }
    const { AccessToken } = await signIn(pool, user);
    await expect(getUser(AccessToken)).resolves.toBeDefined();
  });
});

describe("AdminDeleteUser", () => {
  test("takes the user and all tokens away, and frees the address", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken, RefreshToken } = await signIn(pool, user);

    await pool.cognito.send(new AdminDeleteUserCommand(named(user)));

    await expect(getUser(AccessToken)).rejects.toMatchObject(unknownUser);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refusal("NotAuthorizedException"));
    await expect(pool.cognito.send(new AdminDeleteUserCommand(named(user)))).rejects.toMatchObject(unknownUser);
    const again = await aConfirmedUser(pool, user.email);
    expect(again.sub).not.toBe(user.sub);
  });
});

describe("AdminResetUserPassword", () => {
  test("closes sign-in and tokens until a code has set a new password", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken, RefreshToken } = await signIn(pool, user);

    await reset(user);

    await expect(adminGetUser(user)).resolves.toMatchObject({ UserStatus: "RESET_REQUIRED" });
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(resetRequired);
    await expect(passwordAuth(pool, user.email, "Wrong-Horse-1")).rejects.toMatchObject(incorrect);
    await expect(getUser(AccessToken)).rejects.toMatchObject(resetRequired);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(resetRequired);

    await confirmReset(user);

    await expect(adminGetUser(user)).resolves.toMatchObject({ UserStatus: "CONFIRMED" });
    await expect(passwordAuth(pool, user.email, newPassword)).resolves.toHaveProperty("AuthenticationResult");
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(incorrect);
  });

  test("may be repeated, and the user may ask for a code too", async () => {
    const user = await aConfirmedUser(pool);
    await reset(user);
    await reset(user);
    await pool.cognito.send(new ForgotPasswordCommand({ ClientId: pool.clientId, Username: user.email }));

    await confirmReset(user);

    await expect(passwordAuth(pool, user.email, newPassword)).resolves.toHaveProperty("AuthenticationResult");
  });

  test("is undone by a permanent password", async () => {
    const user = await aConfirmedUser(pool);
    await reset(user);

    await pool.cognito.send(
      new AdminSetUserPasswordCommand({ ...named(user), Password: newPassword, Permanent: true }),
    );

    await expect(passwordAuth(pool, user.email, newPassword)).resolves.toHaveProperty("AuthenticationResult");
  });

  test("works where users cannot reset passwords themselves", async () => {
    const recovery_mechanism = [{ name: "admin_only", priority: 1 }];
    const closed = await startTestPool({ pool: { account_recovery_setting: { recovery_mechanism } } });
    const user = await aConfirmedUser(closed);

    await reset(user, closed);

    await expect(closed.messages(user.email)).resolves.toContainEqual(
      expect.objectContaining({ purpose: "forgotPassword" }),
    );
  });

  test("refuses who has no verified address, no own password yet, or is disabled", async () => {
    const unverified = await anUnconfirmedUser(pool);
    const invited = await anInvitedUser(pool);
    const off = await aConfirmedUser(pool);
    await pool.cognito.send(new AdminDisableUserCommand(named(off)));

    await expect(reset(unverified)).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "Cannot reset password for the user as there is no registered/verified email or phone_number",
      ),
    );
    await expect(reset(invited)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "User password cannot be reset in the current state."),
    );
    await expect(reset(off)).rejects.toMatchObject(refusal("NotAuthorizedException", "User is disabled"));
  });
});

describe("AdminUpdateUserAttributes", () => {
  test("changes an address at once when it comes as verified, without a message", async () => {
    const user = await aConfirmedUser(pool);
    const email = anEmail("moved");

    await update(user, { email, email_verified: "true", name: "Ada" });

    await expect(attributesOf(user.sub)).resolves.toMatchObject({ email, email_verified: "true", name: "Ada" });
    await expect(pool.messages(email)).resolves.toEqual([]);
    await expect(passwordAuth(pool, email, password)).resolves.toHaveProperty("AuthenticationResult");
    await expect(passwordAuth(pool, user.email, password)).rejects.toMatchObject(incorrect);
  });

  test("takes a verified flag in any case", async () => {
    const user = await aConfirmedUser(pool);
    const email = anEmail("moved");

    await update(user, { email, email_verified: "True" });

    await expect(attributesOf(user.sub)).resolves.toMatchObject({ email, email_verified: "true" });
    expect(decode((await signIn(pool, { email, password })).IdToken)).toMatchObject({ email, email_verified: true });
  });

  test("lets an unproven address wait for its code where the pool says so", async () => {
    const user = await aConfirmedUser(pool);
    const { AccessToken } = await signIn(pool, user);
    const email = anEmail("waiting");

    await update(user, { email });

    await expect(attributesOf(user.sub)).resolves.toMatchObject({ email: user.email, email_verified: "true" });
    const Code = await pool.code(email);
    await pool.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));
    await expect(attributesOf(user.sub)).resolves.toMatchObject({ email, email_verified: "true" });
  });

  test("refuses an address that somebody else has, whatever its case", async () => {
    const [user, other] = [await aConfirmedUser(pool), await aConfirmedUser(pool)];

    for (const email of [other.email, other.email.toUpperCase()]) {
      await expect(update(user, { email, email_verified: "true" })).rejects.toMatchObject(
        refusal("AliasExistsException", "An account with the given email already exists."),
      );
    }
    await expect(attributesOf(user.sub)).resolves.toMatchObject({ email: user.email });
  });

  test("takes away what comes empty, and refuses what the schema does", async () => {
    const user = await aConfirmedUser(pool);
    await update(user, { name: "Ada", nickname: "A" });

    await update(user, { nickname: "" });

    await expect(attributesOf(user.sub)).resolves.not.toHaveProperty("nickname");
    await expect(update(user, { shoe: "42" })).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "Attributes did not conform to the schema: shoe: Attribute does not exist in the schema.\n",
      ),
    );
    await expect(update(user, { email: "no-address" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Invalid email address format."),
    );
    await expect(update(user, { "custom:team": "red" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "user.custom:team: Attribute cannot be updated.\n"),
    );
  });
});

describe("AdminDeleteUserAttributes", () => {
  test("takes attributes away, but for unknown and needed ones", async () => {
    const user = await aConfirmedUser(pool);
    await update(user, { name: "Ada" });

    await remove(user, "name");

    await expect(attributesOf(user.sub)).resolves.not.toHaveProperty("name");
    await expect(remove(user, "shoe")).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "Invalid user attributes: user.shoe: Attribute does not exist in the schema.\n",
      ),
    );
    await expect(remove(user, "email")).rejects.toMatchObject(refusal("InvalidParameterException"));
  });
});

test.each([
  ["AdminDisableUser", AdminDisableUserCommand],
  ["AdminEnableUser", AdminEnableUserCommand],
  ["AdminUserGlobalSignOut", AdminUserGlobalSignOutCommand],
  ["AdminResetUserPassword", AdminResetUserPasswordCommand],
  ["AdminDeleteUser", AdminDeleteUserCommand],
])("%s names an unknown user and an unknown pool", async (_name, Command) => {
  const target = { UserPoolId: pool.poolId, Username: "nobody@example.com" };
  await expect(pool.cognito.send(new Command(target))).rejects.toMatchObject(unknownUser);
  await expect(pool.cognito.send(new Command({ ...target, UserPoolId: "eu-west-1_Unknown00" }))).rejects.toMatchObject(
    refusal("ResourceNotFoundException", "User pool eu-west-1_Unknown00 does not exist."),
  );
});

function named({ email }: TestUser, { poolId } = pool) {
  return { UserPoolId: poolId, Username: email };
}

function adminGetUser(user: TestUser) {
  return pool.cognito.send(new AdminGetUserCommand(named(user)));
}

async function attributesOf(Username: string) {
  const { UserAttributes = [] } = await pool.cognito.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username }),
  );
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

function update({ sub }: TestUser, attributes: Record<string, string>) {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const request = { UserPoolId: pool.poolId, Username: sub, UserAttributes };
  return pool.cognito.send(new AdminUpdateUserAttributesCommand(request));
}

function remove(user: TestUser, ...UserAttributeNames: string[]) {
  return pool.cognito.send(new AdminDeleteUserAttributesCommand({ ...named(user), UserAttributeNames }));
}

function reset(user: TestUser, target = pool) {
  return target.cognito.send(new AdminResetUserPasswordCommand(named(user, target)));
}

async function confirmReset({ email }: TestUser) {
  const ConfirmationCode = await pool.code(email);
  const request = { ClientId: pool.clientId, Username: email, ConfirmationCode, Password: newPassword };
  await pool.cognito.send(new ConfirmForgotPasswordCommand(request));
}

function answerNewPassword({ sub }: TestUser, Session: string | undefined) {
  return pool.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: sub, NEW_PASSWORD: newPassword },
    }),
  );
}

function refresh(RefreshToken: string) {
  return pool.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken }));
}

function getUser(AccessToken: string) {
  return pool.cognito.send(new GetUserCommand({ AccessToken }));
}
