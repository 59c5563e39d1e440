import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anUnconfirmedUser } from "./support/users";

let pool: TestPool;
let subs: ReadonlyMap<string, string>;
beforeAll(async () => {
  pool = await startTestPool();
  const made: [string, string][] = [];
  for (const [name, family] of [
    ["Ada", "Lovelace"],
    ["Adele", 'Gold"stine'],
    ["Grace", "Hopper"],
  ] as const) {
    const Username = `${name}@Example.com`;
    const UserAttributes = [
      { Name: "given_name", Value: name },
      { Name: "family_name", Value: family },
    ];
    const request = { UserPoolId: pool.poolId, Username, UserAttributes, MessageAction: "SUPPRESS" } as const;
    const { User } = await pool.cognito.send(new AdminCreateUserCommand(request));
    made.push([name, User?.Username ?? ""]);
    pool.clock.advance(1);
  }
  subs = new Map(made);
  await pool.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: "Grace@Example.com" }));
});

describe("the Filter of ListUsers", () => {
  test.each<[string, string[]]>([
    ['given_name = "Ada"', ["Ada"]],
    ['given_name="Ada"', ["Ada"]],
    ['  given_name  ^=  "Ad"  ', ["Ada", "Adele"]],
    ['given_name ^= "ad"', []],
    ['given_name ^= ""', ["Ada", "Adele", "Grace"]],
    ['family_name = "Gold\\"stine"', ["Adele"]],
    ['email = "ada@example.com"', ["Ada"]],
    ['email ^= "ad"', ["Ada", "Adele"]],
    ['phone_number = "+4912345"', []],
    ['status = "Enabled"', ["Ada", "Adele"]],
    ['status = "Disabled"', ["Grace"]],
    ['cognito:user_status = "force_change_password"', ["Ada", "Adele", "Grace"]],
    ['cognito:user_status = "CONFIRMED"', []],
    ["", ["Ada", "Adele", "Grace"]],
  ])("%s", async (Filter, names) => {
    await expect(namesOf({ Filter })).resolves.toEqual(names);
  });

  test("finds by user name and by sub", async () => {
    const sub = subs.get("Grace") ?? "";

    await expect(namesOf({ Filter: `username = "${sub}"` })).resolves.toEqual(["Grace"]);
    await expect(namesOf({ Filter: `sub ^= "${sub.slice(0, 20)}"` })).resolves.toEqual(["Grace"]);
  });

  test.each([
    "given_name",
    "given_name = Ada",
    'given_name > "Ada"',
    'given_name = "Ada" and family_name = "Lovelace"',
    '= "Ada"',
    'given_name = "Ada',
    '"',
  ])("%s is an error", async (Filter) => {
    await expect(list({ Filter })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Error while parsing filter"),
    );
  });

  test.each(["custom:team", "address", "constructor"])("cannot be by %s", async (name) => {
    await expect(list({ Filter: `${name} = "x"` })).rejects.toMatchObject(
      refusal("InvalidParameterException", `Invalid search attribute: ${name}`),
    );
  });

  test("goes with pages and chosen attributes", async () => {
    const Filter = 'given_name ^= "Ad"';

    const first = await list({ Filter, Limit: 1, AttributesToGet: ["given_name"] });
    const second = await list({ Filter, Limit: 1, PaginationToken: first.PaginationToken });

    expect(first.Users).toMatchObject([{ Attributes: [{ Name: "given_name", Value: "Ada" }] }]);
    expect(second.Users).toMatchObject([{ Username: subs.get("Adele") }]);
    expect(second).not.toHaveProperty("PaginationToken");
  });
});

describe("ListUsers", () => {
  test("lists users, oldest first, in pages", async () => {
    const listed = await startTestPool();
    const users = [];
    for (let made = 0; made < 3; made += 1) {
      users.push(await anUnconfirmedUser(listed));
      listed.clock.advance(1);
    }
    const subs = users.map(({ sub }) => sub);

    const first = await list({ Limit: 2 }, listed);
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken }, listed);

    expect(first.Users?.map(({ Username }) => Username)).toEqual(subs.slice(0, 2));
    expect(second.Users?.map(({ Username }) => Username)).toEqual(subs.slice(2));
    expect(second).not.toHaveProperty("PaginationToken");
    await expect(list({ AttributesToGet: ["email"], Limit: 1 }, listed)).resolves.toMatchObject({
      Users: [{ Attributes: [{ Name: "email", Value: users[0]?.email }] }],
    });
  });

  test("goes on where the page ended, though its last user is deleted meanwhile", async () => {
    const listed = await startTestPool();
    const names = ["a@example.com", "b@example.com", "c@example.com"];
    for (const Username of names) {
      await listed.cognito.send(new AdminCreateUserCommand({ UserPoolId: listed.poolId, Username }));
    }
    const all = (await list({}, listed)).Users?.map(({ Username }) => Username);

    const first = await list({ Limit: 2 }, listed);
    const Username = first.Users?.[1]?.Username;
    await listed.cognito.send(new AdminDeleteUserCommand({ UserPoolId: listed.poolId, Username }));
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken }, listed);

    expect([...(first.Users ?? []), ...(second.Users ?? [])].map((user) => user.Username)).toEqual(all);
  });

  test("refuses unknown attributes and foreign tokens", async () => {
    await expect(list({ AttributesToGet: ["nickname", "shoe_size"] })).rejects.toMatchObject(
      refusal("InvalidParameterException", "One or more requested attributes do not exist in user pool."),
    );
    await expect(list({ PaginationToken: "nonsense" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Invalid pagination token given."),
    );
  });
});

function list(request: Partial<ListUsersCommandInput>, target = pool) {
  return target.cognito.send(new ListUsersCommand({ UserPoolId: target.poolId, ...request }));
}

async function namesOf(request: Partial<ListUsersCommandInput>) {
  const { Users = [] } = await list(request);
  return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === "given_name")?.Value);
}
