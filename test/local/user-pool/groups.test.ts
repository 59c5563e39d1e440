import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  type CreateGroupCommandInput,
  DeleteGroupCommand,
  GetGroupCommand,
  GetTokensFromRefreshTokenCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { refusal, unknownUser } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, decode, signIn, type TestUser } from "./support/users";

const notFound = refusal("ResourceNotFoundException", "Group not found.");
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

let pool: TestPool;
let ada: TestUser;
beforeAll(async () => {
  pool = await startTestPool();
  ada = await aConfirmedUser(pool);
});

describe("a group", () => {
  test("is created, read, changed and deleted", async () => {
    const made = { GroupName: "crud", Description: "first", Precedence: 3, RoleArn: role("first-role") };
    const { Group } = await create(made);
    expect(Group).toEqual({
      ...made,
      UserPoolId: pool.poolId,
      CreationDate: pool.clock(),
      LastModifiedDate: pool.clock(),
    });
    const createdAt = pool.clock();
    pool.clock.advance(60);

    await pool.cognito.send(new UpdateGroupCommand({ ...inPool("crud"), Description: "second", Precedence: 0 }));

    await expect(pool.cognito.send(new GetGroupCommand(inPool("crud")))).resolves.toMatchObject({
      Group: { ...made, Description: "second", Precedence: 0, CreationDate: createdAt, LastModifiedDate: pool.clock() },
    });
    await pool.cognito.send(new DeleteGroupCommand(inPool("crud")));
    await expect(pool.cognito.send(new GetGroupCommand(inPool("crud")))).rejects.toMatchObject(notFound);
  });

  test("is created once", async () => {
    await create({ GroupName: "once" });

    await expect(create({ GroupName: "once" })).rejects.toMatchObject(refusal("GroupExistsException"));
  });

  test.each([
    ["a name with a space", { GroupName: "two words" }, "groupName"],
    ["a role that is no ARN", { GroupName: "role", RoleArn: "the-role-of-the-readers" }, "roleArn"],
    ["a negative precedence", { GroupName: "rank", Precedence: -1 }, "precedence"],
  ])("does not take %s", async (_what, request, member) => {
    await expect(create(request)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(`at '${member}' failed to satisfy constraint`),
    });
  });

  test("that is not there is refused by every operation", async () => {
    const member = { ...inPool("nowhere"), Username: ada.email };
    for (const call of [
      pool.cognito.send(new UpdateGroupCommand(inPool("nowhere"))),
      pool.cognito.send(new DeleteGroupCommand(inPool("nowhere"))),
      pool.cognito.send(new ListUsersInGroupCommand(inPool("nowhere"))),
      pool.cognito.send(new AdminAddUserToGroupCommand(member)),
      pool.cognito.send(new AdminRemoveUserFromGroupCommand(member)),
    ]) {
      await expect(call).rejects.toMatchObject(notFound);
    }
  });
});

describe("the groups of a user", () => {
  test("are in both tokens in order of precedence, with roles in the ID token, and follow at the next refresh", async () => {
    const user = await aConfirmedUser(pool);
    const before = await signIn(pool, user);
    expect(decode(before.IdToken)).not.toHaveProperty("cognito:groups");
    await create({ GroupName: "last-without-precedence" });
    await create({ GroupName: "second", Precedence: 2, RoleArn: role("second-role") });
    await create({ GroupName: "first", Precedence: 1, RoleArn: role("first-role") });

    for (const name of ["last-without-precedence", "second", "first", "first"]) await add(name, user);

    const groups = ["first", "second", "last-without-precedence"];
    const refreshed = await refresh(before.RefreshToken);
    for (const tokens of [await signIn(pool, user), refreshed]) {
      expect(decode(tokens.IdToken ?? "")).toMatchObject({
        "cognito:groups": groups,
        "cognito:roles": [role("first-role"), role("second-role")],
        "cognito:preferred_role": role("first-role"),
      });
      expect(decode(tokens.AccessToken ?? "")["cognito:groups"]).toEqual(groups);
      expect(decode(tokens.AccessToken ?? "")).not.toHaveProperty("cognito:roles");
    }
    await expect(groupsOf(user)).resolves.toEqual(groups);
  });

  test("name no preferred role when two of the same precedence differ", async () => {
    const user = await aConfirmedUser(pool);
    await create({ GroupName: "tie-a", Precedence: 5, RoleArn: role("role-of-tie-a") });
    await create({ GroupName: "tie-b", Precedence: 5, RoleArn: role("role-of-tie-b") });
    for (const name of ["tie-a", "tie-b"]) await add(name, user);

    const claims = decode((await signIn(pool, user)).IdToken);

    expect(claims["cognito:roles"]).toHaveLength(2);
    expect(claims).not.toHaveProperty("cognito:preferred_role");
  });

  test("are left as often as one likes, and with a group that is deleted", async () => {
    const user = await aConfirmedUser(pool);
    for (const GroupName of ["left", "deleted"]) {
      await create({ GroupName });
      await add(GroupName, user);
    }

    for (const Username of [user.email, user.sub]) {
      await pool.cognito.send(new AdminRemoveUserFromGroupCommand({ ...inPool("left"), Username }));
    }
    await pool.cognito.send(new DeleteGroupCommand(inPool("deleted")));

    await expect(groupsOf(user)).resolves.toEqual([]);
    await create({ GroupName: "deleted" });
    await expect(groupsOf(user)).resolves.toEqual([]);
  });

  test("end with the user", async () => {
    const user = await aConfirmedUser(pool);
    await create({ GroupName: "mortal" });
    await add("mortal", user);

    await pool.cognito.send(new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: user.email }));

    await expect(members("mortal")).resolves.toMatchObject({ Users: [] });
    await expect(groupsOf(user)).rejects.toMatchObject(unknownUser);
    await expect(add("mortal", user)).rejects.toMatchObject(refusal("UserNotFoundException"));
  });
});

describe("lists of groups and members", () => {
  test("come in pages, which stay right when what they ended with is deleted", async () => {
    const listed = await startTestPool();
    const names = ["a", "b", "c", "d", "e"];
    for (const GroupName of names) await create({ GroupName }, listed);

    const first = await list({ Limit: 2 });
    await listed.cognito.send(new DeleteGroupCommand({ UserPoolId: listed.poolId, GroupName: "b" }));
    const second = await list({ Limit: 2, NextToken: first.NextToken });
    const third = await list({ Limit: 2, NextToken: second.NextToken });

    expect([first, second, third].map(({ Groups }) => Groups?.map(({ GroupName }) => GroupName))).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e"],
    ]);
    expect(third).not.toHaveProperty("NextToken");
    await expect(list({ NextToken: "bm9uc2Vuc2U" })).rejects.toMatchObject(refusal("InvalidParameterException"));

    function list(request: { Limit?: number; NextToken?: string | undefined }) {
      return listed.cognito.send(new ListGroupsCommand({ UserPoolId: listed.poolId, ...request }));
    }
  });

  test("name members, oldest first", async () => {
    await create({ GroupName: "club" });
    const users: TestUser[] = [];
    for (let count = 0; count < 3; count += 1) {
      pool.clock.advance(1);
      users.push(await aConfirmedUser(pool));
    }
    for (const user of users.toReversed()) await add("club", user);

    const first = await members("club", 2);
    const second = await members("club", 2, first.NextToken);

    expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)).toEqual(
      users.map(({ sub }) => sub),
    );
  });
});

function inPool(GroupName: string) {
  return { UserPoolId: pool.poolId, GroupName };
}

function create(request: Omit<CreateGroupCommandInput, "UserPoolId">, target = pool) {
  return target.cognito.send(new CreateGroupCommand({ UserPoolId: target.poolId, ...request }));
}

function add(GroupName: string, { email }: TestUser) {
  return pool.cognito.send(new AdminAddUserToGroupCommand({ ...inPool(GroupName), Username: email }));
}

function members(GroupName: string, Limit?: number, NextToken?: string) {
  return pool.cognito.send(new ListUsersInGroupCommand({ ...inPool(GroupName), Limit, NextToken }));
}

async function groupsOf({ email }: TestUser) {
  const request = { UserPoolId: pool.poolId, Username: email };
  const { Groups } = await pool.cognito.send(new AdminListGroupsForUserCommand(request));
  return Groups?.map(({ GroupName }) => GroupName);
}

async function refresh(RefreshToken: string) {
  const request = { ClientId: pool.clientId, RefreshToken };
  return (await pool.cognito.send(new GetTokensFromRefreshTokenCommand(request))).AuthenticationResult ?? {};
}
