import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Stack } from "../../../local/terraform/stack";
import { readUserPools } from "../../../local/terraform/user-pools";
import { aClient, aStackOf, aUserPool, type TerraformArguments } from "./support/a-stack";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { decode, password, passwordAuth, signIn } from "./support/users";

// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
const user_pool_id = "${aws_cognito_user_pool.users.id}";
const email = "ada@example.com";
const ada = { user_pool_id, username: email, password, attributes: { email, email_verified: true, team: "red" } };
const editors = { user_pool_id, name: "editors", precedence: 1, description: "may write" };
const membership = {
  user_pool_id,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
  group_name: "${aws_cognito_user_group.editors.name}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
  username: "${aws_cognito_user.ada.username}",
};

describe("groups and users that the stack declares", () => {
  test("are there from the start, confirmed by a permanent password, in their groups", async () => {
    const pool = await startTestPool({ stack: declared() });

    const tokens = await signIn(pool, { email, password });

    expect(decode(tokens.IdToken)).toMatchObject({ "cognito:groups": ["editors"], email, email_verified: true });
    await expect(getUser(pool)).resolves.toMatchObject({
      UserStatus: "CONFIRMED",
      UserAttributes: expect.arrayContaining([{ Name: "custom:team", Value: "red" }]),
    });
    await expect(pool.messages(email)).resolves.toEqual([]);
  });

  test("are invited when there is no permanent password", async () => {
    const { password: _none, ...invited } = ada;
    const pool = await startTestPool({ stack: declared({ aws_cognito_user: { ada: invited } }) });

    await expect(passwordAuth(pool, email, await pool.code(email))).resolves.toMatchObject({
      ChallengeName: "NEW_PASSWORD_REQUIRED",
    });
  });

  test("are left as users and administrators changed them while the stack stays as it is", async () => {
    const pool = await startTestPool({ stack: declared() });
    const Password = "Set-By-Admin-1";
    const { UserPoolId, Username } = named(pool);
    await pool.cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));

    await pool.running.takeOver(declared());

    await expect(passwordAuth(pool, email, Password)).resolves.toHaveProperty("AuthenticationResult");
  });

  test("follow the stack: changed, gone, and back", async () => {
    const pool = await startTestPool({ stack: declared() });

    await pool.running.takeOver(
      declared({
        aws_cognito_user: { ada: { ...ada, attributes: { email, team: "blue" }, enabled: false } },
        aws_cognito_user_group: { editors: { ...editors, name: "authors" } },
      }),
    );
    await expect(getUser(pool)).resolves.toMatchObject({
      Enabled: false,
      UserAttributes: expect.arrayContaining([{ Name: "custom:team", Value: "blue" }]),
    });
    await expect(groups(pool)).resolves.toEqual(["authors"]);
    await expect(groupsOfAda(pool)).resolves.toEqual(["authors"]);

    await pool.running.takeOver(
      declared({ aws_cognito_user: { ada: { ...ada, attributes: { email_verified: true } } } }),
    );
    const { UserAttributes } = await getUser(pool);
    expect(UserAttributes?.map(({ Name }) => Name).sort()).toEqual(["email", "email_verified", "sub"]);

    await pool.running.takeOver(declared({ aws_cognito_user_in_group: {} }));
    await expect(groupsOfAda(pool)).resolves.toEqual([]);

    await pool.running.takeOver(
      declared({ aws_cognito_user_in_group: {}, aws_cognito_user: {}, aws_cognito_user_group: {} }),
    );
    await expect(groups(pool)).resolves.toEqual([]);
    await expect(pool.cognito.send(new ListUsersCommand({ UserPoolId: pool.poolId }))).resolves.toMatchObject({
      Users: [],
    });

    await pool.running.takeOver(declared());
    await expect(signIn(pool, { email, password })).resolves.toBeDefined();
  });

  test("come back after a restart when somebody deleted them, and only then", async () => {
    const first = await startTestPool({ stack: declared() });
    await first.cognito.send(new AdminDeleteUserCommand(named(first)));
    await first.stop();

    const second = await startTestPool({ stack: declared(), dataDir: first.dataDir });
    const { UserCreateDate } = await getUser(second);
    await second.stop();
    const third = await startTestPool({ stack: declared(), dataDir: first.dataDir });

    await expect(getUser(third)).resolves.toMatchObject({ UserCreateDate });
    await expect(groupsOfAda(third)).resolves.toEqual(["editors"]);
  });

  test("that the pool does not take stop the start, and leave a running pool as it was", async () => {
    const weak = declared({ aws_cognito_user: { ada: { ...ada, password: "weak" } } });
    const refused = {
      name: "DeclaredResourceError",
      message:
        "aws_cognito_user.ada: the user pool refuses it: InvalidPasswordException: " +
        "Password did not conform with password policy: Password not long enough",
    };

    await expect(startTestPool({ stack: weak })).rejects.toMatchObject(refused);

    const pool = await startTestPool({ stack: declared({ aws_cognito_user: {}, aws_cognito_user_in_group: {} }) });
    await expect(pool.running.takeOver(weak)).rejects.toMatchObject(refused);
    await expect(getUser(pool)).rejects.toMatchObject(refusal("UserNotFoundException"));
    await expect(pool.running.takeOver(declared())).resolves.toBeUndefined();
    await expect(signIn(pool, { email, password })).resolves.toBeDefined();
  });
});

describe("what is read of declared groups and users", () => {
  test("leaves nothing unsaid", () => {
    expect(readUserPools(declared()).notices).toEqual([]);
    const { notices } = readUserPools(
      declared({
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
        aws_cognito_user: { ada: { ...ada, password: "${random_password.ada.result}" } },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
        aws_cognito_user_group: { editors: { ...editors, role_arn: "${aws_iam_role.editors.arn}" } },
      }),
    );

    expect(notices).toEqual(["aws_cognito_user_group.editors: role_arn", "aws_cognito_user.ada: password"]);
  });

  test.each<[string, Record<string, TerraformArguments>, string]>([
    [
      "a group without a name",
      { aws_cognito_user_group: { g: { user_pool_id } } },
      "aws_cognito_user_group.g: name is missing",
    ],
    [
      "a user of another pool",
      { aws_cognito_user: { ada: { ...ada, user_pool_id: "eu-west-1_Elsewhere" } } },
      "aws_cognito_user.ada: user_pool_id names a user pool that this stack does not hold",
    ],
    [
      "two passwords",
      { aws_cognito_user: { ada: { ...ada, temporary_password: password } } },
      "aws_cognito_user.ada: password cannot be combined",
    ],
    [
      "an unknown action",
      { aws_cognito_user: { ada: { ...ada, message_action: "SHOUT" } } },
      "aws_cognito_user.ada: message_action must be one of",
    ],
  ])("refuses %s", (_what, resources, message) => {
    expect(() => readUserPools(declared(resources))).toThrow(message);
  });
});

function declared(changes: Readonly<Record<string, TerraformArguments>> = {}): Stack {
  const schema = [{ name: "team", attribute_data_type: "String", mutable: true }];
  return aStackOf({
    aws_cognito_user_pool: { users: { ...aUserPool, schema } },
    aws_cognito_user_pool_client: { client: aClient },
    aws_cognito_user_group: { editors },
    aws_cognito_user: { ada },
    aws_cognito_user_in_group: { ada_editors: membership },
    ...(changes as Record<string, Record<string, TerraformArguments>>),
  });
}

function named({ poolId }: TestPool) {
  return { UserPoolId: poolId, Username: email };
}

function getUser(pool: TestPool) {
  return pool.cognito.send(new AdminGetUserCommand(named(pool)));
}

async function groups({ cognito, poolId }: TestPool) {
  const { Groups } = await cognito.send(new ListGroupsCommand({ UserPoolId: poolId }));
  return Groups?.map(({ GroupName }) => GroupName);
}

async function groupsOfAda(pool: TestPool) {
  const { Groups } = await pool.cognito.send(new AdminListGroupsForUserCommand(named(pool)));
  return Groups?.map(({ GroupName }) => GroupName);
}
