import { request } from "node:http";
import {
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  ListGroupsCommand,
  ListUsersCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { localEndpoints } from "../../../local/user-pool/local-endpoints";
import { aClient, aStackOf, aUserPool } from "./support/a-stack";
import { expiredCode, refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anInvitedUser, anUnconfirmedUser, decode, password, signIn } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("/local/clock", () => {
  test("moves codes, tokens and sign-ins on", async () => {
    const { email } = await anUnconfirmedUser(pool);
    const ConfirmationCode = await pool.code(email);
    const { AccessToken, RefreshToken } = await signIn(pool, await aConfirmedUser(pool));
    const before = await get("/local/clock");

    await advance(24 * 3600);

    const after = await get("/local/clock");
    expect(Date.parse(String(after.now)) - Date.parse(String(before.now))).toBe(24 * 3_600_000);
    expect(after.advancedSeconds).toBe(Number(before.advancedSeconds) + 24 * 3600);
    await expect(
      pool.cognito.send(new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: email, ConfirmationCode })),
    ).rejects.toMatchObject(expiredCode);
    await expect(pool.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: "Access Token has expired",
    });
    await expect(refresh(RefreshToken)).resolves.toBeDefined();
    await advance(30 * 86_400);
    await expect(refresh(RefreshToken)).rejects.toMatchObject({ message: "Refresh Token has expired" });
  });

  test("is where it was after a restart", async () => {
    const first = await startTestPool();
    await advance(7200, first);
    await first.stop();

    const second = await startTestPool({ dataDir: first.dataDir, clock: first.clock });

    await expect(get("/local/clock", second)).resolves.toMatchObject({
      now: new Date(first.clock().getTime() + 7_200_000).toISOString(),
      advancedSeconds: 7200,
    });
  });

  test.each([
    ["nothing", {}],
    ["a time before", { advanceSeconds: -1 }],
    ["text", { advanceSeconds: "60" }],
    ["half a second", { advanceSeconds: 0.5 }],
    ["for ever", { advanceSeconds: 1e12 }],
    ["a list", []],
  ])("is not moved by %s", async (_what, body) => {
    const before = await get("/local/clock");

    const response = await post("/local/clock", body);

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toHaveProperty("__type");
    await expect(get("/local/clock")).resolves.toEqual(before);
  });
});

describe("/local/keys/rotate", () => {
  test("signs with new keys; tokens of the old ones verify as long as they may live", async () => {
    const user = await aConfirmedUser(pool);
    const old = await signIn(pool, user);
    const kidsBefore = await publishedKids();
    expect(kidsBefore).toHaveLength(2);

    const response = await post("/local/keys/rotate");

    const fresh = await signIn(pool, user);
    const kids = await publishedKids();
    expect(kids).toHaveLength(4);
    expect(kids).toEqual(expect.arrayContaining(kidsBefore));
    expect(kidsBefore).not.toContain(decode(fresh.IdToken, 0).kid);
    await expect(response.json()).resolves.toEqual({
      pools: [
        {
          userPoolId: pool.poolId,
          signing: { id: decode(fresh.IdToken, 0).kid, access: decode(fresh.AccessToken, 0).kid },
          published: kids,
        },
      ],
    });
    const verifier = CognitoJwtVerifier.create({ userPoolId: pool.poolId, clientId: pool.clientId, tokenUse: "id" });
    verifier.cacheJwks(await jwks());
    for (const { IdToken } of [old, fresh]) await expect(verifier.verify(IdToken)).resolves.toBeDefined();
    for (const { AccessToken } of [old, fresh]) {
      await expect(pool.cognito.send(new GetUserCommand({ AccessToken }))).resolves.toBeDefined();
    }

    await advance(86_400);
    await expect(publishedKids()).resolves.toEqual(kids.filter((kid) => !kidsBefore.includes(kid)));
  });

  test("is remembered after a restart", async () => {
    const first = await startTestPool();
    await post("/local/keys/rotate", undefined, first);
    const kids = await publishedKids(first);
    await first.stop();

    const second = await startTestPool({ dataDir: first.dataDir });

    await expect(publishedKids(second)).resolves.toEqual(kids);
  });
});

describe("/local/email-cap", () => {
  test("refuses e-mails beyond the day's, as the service does, until the next day", async () => {
    const capped = await startTestPool();
    const limit = refusal(
      "LimitExceededException",
      "Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure " +
        "your user pool to use your own Amazon SES configuration for sending email from your account.",
    );
    const user = await aConfirmedUser(capped);
    await expect(get("/local/email-cap", capped)).resolves.toEqual({ perDay: null, sentToday: 1 });
    await post("/local/email-cap", { perDay: 2 }, capped);

    await anInvitedUser(capped);

    const forgot = () =>
      capped.cognito.send(new ForgotPasswordCommand({ ClientId: capped.clientId, Username: user.email }));
    await expect(forgot()).rejects.toMatchObject(limit);
    await expect(anUnconfirmedUser(capped)).rejects.toMatchObject(limit);
    await expect(capped.messages(user.email)).resolves.toHaveLength(1);
    await expect(get("/local/email-cap", capped)).resolves.toEqual({ perDay: 2, sentToday: 2 });
    await advance(86_400, capped);
    await expect(forgot()).resolves.toBeDefined();
    await post("/local/email-cap", { perDay: 0 }, capped);
    await expect(forgot()).rejects.toMatchObject(limit);
    await post("/local/email-cap", { perDay: null }, capped);
    await expect(forgot()).resolves.toBeDefined();
  });

  test("does not count text messages", async () => {
    const texting = await startTestPool({
      pool: {
        username_attributes: ["phone_number"],
        auto_verified_attributes: ["phone_number"],
        user_attribute_update_settings: undefined,
        verification_message_template: { sms_message: "Code: {####}" },
      },
    });
    await post("/local/email-cap", { perDay: 0 }, texting);
    const Username = "+491234567890";

    await texting.cognito.send(new SignUpCommand({ ClientId: texting.clientId, Username, Password: password }));

    await expect(texting.messages(Username)).resolves.toMatchObject([{ body: expect.stringMatching(/^Code: \d{6}$/) }]);
  });

  test.each([[{}], [{ perDay: -1 }], [{ perDay: "50" }], [{ perDay: 1.5 }]])("does not take %j", async (body) => {
    const response = await post("/local/email-cap", body);

    expect(response.status).toBe(400);
    await expect(get("/local/email-cap")).resolves.toMatchObject({ perDay: null });
  });
});

describe("/local/messages", () => {
  test("lists what would have been sent by any pool, newest first, or to one address", async () => {
    const [email, other] = [anEmail(), anEmail()];
    for (const address of [email, other, email]) {
      pool.clock.advance(1);
      await (address === email ? anInvitedOrForgotten(address) : anUnconfirmedUser(pool, address));
    }

    const all = (await get("/local/messages")) as { messages: { to: string }[] };
    const own = await get(`/local/messages?to=${encodeURIComponent(email)}`);

    expect(all.messages.slice(0, 3).map(({ to }) => to)).toEqual([email, other, email]);
    expect(own).toMatchObject({ messages: [{ purpose: "forgotPassword" }, { purpose: "signUp" }] });
  });

  async function anInvitedOrForgotten(email: string) {
    const [known] = await pool.messages(email);
    if (known === undefined) return aConfirmedUser(pool, email);
    return pool.cognito.send(new ForgotPasswordCommand({ ClientId: pool.clientId, Username: email }));
  }
});

describe("/local/reset", () => {
  test("leaves ids, keys and what the stack declares, and nothing else", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
    const user_pool_id = "${aws_cognito_user_pool.users.id}";
    const stack = aStackOf({
      aws_cognito_user_pool: { users: aUserPool },
      aws_cognito_user_pool_client: { client: aClient },
      aws_cognito_user_group: { editors: { user_pool_id, name: "editors" } },
      aws_cognito_user: { root: { user_pool_id, username: "root@example.com", password } },
    });
    const used = await startTestPool({ stack });
    const user = await aConfirmedUser(used);
    const { RefreshToken, AccessToken } = await signIn(used, user);
    const kids = await publishedKids(used);
    await advance(3600, used);
    await post("/local/email-cap", { perDay: 1 }, used);

    const response = await post("/local/reset", undefined, used);

    expect(response.status).toBe(200);
    const { Users } = await used.cognito.send(new ListUsersCommand({ UserPoolId: used.poolId }));
    expect(Users?.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === "email")?.Value)).toEqual([
      "root@example.com",
    ]);
    await expect(used.cognito.send(new ListGroupsCommand({ UserPoolId: used.poolId }))).resolves.toMatchObject({
      Groups: [{ GroupName: "editors" }],
    });
    await expect(get("/local/messages", used)).resolves.toEqual({ messages: [] });
    await expect(get("/local/clock", used)).resolves.toMatchObject({ advancedSeconds: 0 });
    await expect(get("/local/email-cap", used)).resolves.toEqual({ perDay: null, sentToday: 0 });
    await expect(publishedKids(used)).resolves.toEqual(kids);
    await expect(refresh(RefreshToken, used)).rejects.toMatchObject({ message: "Invalid Refresh Token" });
    await expect(used.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await expect(signIn(used, await aConfirmedUser(used, user.email))).resolves.toBeDefined();
    await used.stop();
    const again = await startTestPool({ stack, dataDir: used.dataDir });
    await expect(signIn(again, { email: "root@example.com", password })).resolves.toBeDefined();
  });

  test("waits its turn, however often it is asked for", async () => {
    const busy = await startTestPool();

    const responses = await Promise.all(Array.from({ length: 5 }, () => post("/local/reset", undefined, busy)));

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await expect(signIn(busy, await aConfirmedUser(busy))).resolves.toBeDefined();
  });
});

describe("every endpoint under /local/", () => {
  const endpoints = [...localEndpoints].flatMap(([path, endpoint]) =>
    Object.keys(endpoint).map((method) => [method, path] as const),
  );

  test.each(endpoints)("%s %s is closed to web pages, and readable for none", async (method, path) => {
    const before = await get("/local/messages");
    for (const headers of [
      { origin: "http://localhost:5173" },
      { origin: "null" },
      { origin: pool.url },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { host: "evil.example" },
    ]) {
      const { status, headers: answered, body } = await raw(method, path, headers);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toMatchObject({ __type: "ForbiddenException" });
      expect(Object.keys(answered).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    await expect(get("/local/messages")).resolves.toEqual(before);
  });

  test.each(endpoints)("%s %s answers without CORS", async (method, path) => {
    const { headers } = await raw(method, path, {});

    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  test.each([
    ["DELETE", "/local/clock", 405, "MethodNotAllowedException", "/local/clock takes GET and POST only."],
    ["OPTIONS", "/local/reset", 405, "MethodNotAllowedException", "/local/reset takes POST only."],
    ["GET", "/local/keys/rotate", 405, "MethodNotAllowedException", "/local/keys/rotate takes POST only."],
    ["POST", "/local/nothing", 404, "NotFoundException", "There is nothing at /local/nothing."],
    ["POST", "/local/__proto__", 404, "NotFoundException", "There is nothing at /local/__proto__."],
  ])("%s %s is refused by name", async (method, path, status, name, message) => {
    const answer = await raw(method, path, {});

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ __type: name, message });
  });

  test("does not take what is not JSON, or too much of it", async () => {
    const broken = await fetch(`${pool.url}/local/clock`, { method: "POST", body: "{" });
    const huge = await fetch(`${pool.url}/local/clock`, { method: "POST", body: "x".repeat(2_000_000) });

    expect([broken.status, huge.status]).toEqual([400, 413]);
  });
});

async function get(path: string, target = pool) {
  const response = await fetch(target.url + path);
  return (await response.json()) as Record<string, unknown>;
}

function post(path: string, body?: unknown, target = pool) {
  return fetch(target.url + path, { method: "POST", body: body === undefined ? null : JSON.stringify(body) });
}

async function advance(advanceSeconds: number, target = pool) {
  const response = await post("/local/clock", { advanceSeconds }, target);
  expect(response.status).toBe(200);
}

/** With headers that fetch would not send. */
function raw(method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: object; body: string }>((resolve, reject) => {
    const sent = request(pool.url + path, { method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on("error", reject).end();
  });
}

async function jwks(target = pool) {
  const response = await fetch(`${target.url}/${target.poolId}/.well-known/jwks.json`);
  return (await response.json()) as { keys: { kid: string; kty: string; alg: string; use: string }[] };
}

async function publishedKids(target = pool) {
  return (await jwks(target)).keys.map(({ kid }) => kid);
}

function refresh(RefreshToken: string, target = pool) {
  return target.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: target.clientId, RefreshToken }));
}
