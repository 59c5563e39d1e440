/** What the API promises, whatever serves it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BadToken, badTokens } from "./bad-tokens";
import { oddRequests } from "./odd-requests";
import type { Call, Reply, Target } from "./target";
import { startApp } from "./targets/app";
import { onlyClient, startGatewayTarget, synthesizedStack } from "./targets/gateway";
import { startHandler } from "./targets/handler";
import { createPoolKeys, createTokenKit, type JwksServer, startJwksServer, type TokenKit } from "./token-kit";

const keys = createPoolKeys();

interface Running {
  readonly target: Target;
  readonly kit: TokenKit;
  close(): Promise<void>;
}

/** A target whose user pool is a token kit. */
async function withKit(kit: TokenKit, start: (pool: JwksServer) => Promise<Target>): Promise<Running> {
  const jwks = await startJwksServer(kit.userPoolId, () => kit.keys.jwks);
  const target = await start(jwks);
  return { target, kit, close: async () => void (await Promise.all([target.close(), jwks.close()])) };
}

function environmentOf(kit: TokenKit, { url }: JwksServer) {
  return {
    USER_POOL_ID: kit.userPoolId,
    USER_POOL_CLIENT_ID: kit.userPoolClientId,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
    LOG_LEVEL: "silent",
  };
}

const starters: Readonly<Record<string, (folder: string) => Promise<Running>>> = {
  "the Express app": () => {
    const kit = createTokenKit({ keys });
    return withKit(kit, (pool) => startApp(environmentOf(kit, pool)));
  },
  "the Lambda handler": (folder) => {
    const kit = createTokenKit({ keys });
    return withKit(kit, (pool) => startHandler(environmentOf(kit, pool), folder));
  },
  "the local gateway": (folder) => {
    const stack = synthesizedStack(folder);
    const kit = createTokenKit({ keys, ...onlyClient(stack) });
    return withKit(kit, ({ url }) => startGatewayTarget({ stack, userPoolUrl: url, folder }));
  },
};

const secured = "/api/helloWorldSecured";

describe.each(Object.entries(starters))("%s", (_name, start) => {
  let folder: string;
  let running: Running;
  const send = (call: Call) => running.target.request(call);
  const sendToken = (token: string) => send({ path: secured, headers: [["Authorization", `Bearer ${token}`]] });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "contract-"));
    running = await start(folder);
  }, 60_000);
  afterAll(async () => {
    await running?.close();
    await rm(folder, { recursive: true });
  });

  describe("the public route", () => {
    test("greets anybody", async () => {
      expect(await send({ path: "/api/helloWorld" })).toMatchObject({
        status: 200,
        body: '"Hello from an unsecured endpoint"',
      });
    });

    test("ignores a bad token", async () => {
      const reply = await send({ path: "/api/helloWorld", headers: [["Authorization", "Bearer x"]] });

      expect(reply.status).toBe(200);
    });
  });

  describe("the secured route", () => {
    test.each(["Bearer ", ""])("greets the user of a good ID token, sent after %j", async (scheme) => {
      const reply = await send({ path: secured, headers: [["Authorization", `${scheme}${running.kit.idToken()}`]] });

      expect(reply).toMatchObject({ status: 200, body: '"Hello from an secured endpoint -> ada@example.com"' });
      expect(reply.headers["cache-control"]).toBe("no-store");
    });

    test("takes an address as it is, whatever its letters", async () => {
      const reply = await sendToken(running.kit.idToken({ email: 'ümläut+"quoted"@bücher.example' }));

      expect(JSON.parse(reply.body)).toBe('Hello from an secured endpoint -> ümläut+"quoted"@bücher.example');
    });

    test("tells concurrent users apart", async () => {
      const emails = Array.from({ length: 50 }, (_, i) => `user-${i}@example.com`);

      const replies = await Promise.all(emails.map((email) => sendToken(running.kit.idToken({ email }))));

      expect(replies.map(({ body }) => JSON.parse(body))).toEqual(
        emails.map((email) => `Hello from an secured endpoint -> ${email}`),
      );
    });
  });

  describe("preflights", () => {
    test("of a route name its methods, and Authorization", async () => {
      const reply = await send({
        method: "OPTIONS",
        path: secured,
        headers: [
          ["Origin", "https://app.example.com"],
          ["Access-Control-Request-Method", "GET"],
          ["Access-Control-Request-Headers", "authorization"],
        ],
      });

      expect(reply.status).toBe(204);
      expect(reply.headers["access-control-allow-origin"]).toBe("*");
      expect(reply.headers["access-control-allow-methods"]?.split(",")).toContain("GET");
      expect(reply.headers["access-control-allow-headers"]?.toLowerCase().split(",")).toContain("authorization");
      expect(reply.headers["access-control-allow-credentials"]).toBeUndefined();
    });

    test("of an unknown path are a 404 that a page may read", async () => {
      const reply = await send({
        method: "OPTIONS",
        path: "/api/unknown",
        headers: [["Origin", "https://app.example.com"]],
      });

      expect(reply.status).toBe(404);
      expectRefusal(reply);
    });
  });

  describe("bad tokens", () => {
    test.each(badTokens)("$group: $name", async (row) => {
      const value = row.value(running.kit);

      const reply = await send({ path: secured, headers: [["Authorization", row.bare ? value : `Bearer ${value}`]] });

      expect(reply.status).toBe(row.status ?? 401);
      expectRefusal(reply);
      expectLayer(reply, running.target.kind === "app" ? "app" : row.stoppedBy);
    });
  });

  describe("odd requests", () => {
    test.each(oddRequests)("$group: $name", async (row) => {
      if (row.event && !running.target.takesEvents) return;
      const { kit, target } = running;

      const reply = await send({
        method: row.method,
        path: row.path(kit),
        headers: row.headers(kit),
        event: row.event?.(kit),
      });

      expect(reply.status).toBe(row[target.kind]);
      expect(reply.body).not.toContain("secured endpoint ->");
      if (reply.status >= 400) expectRefusal(reply, row.method);
    });
  });
});

/** API Gateway names the type of an error of its own; an answer of the app's own names none. */
function expectLayer({ status, headers, body }: Reply, layer: BadToken["stoppedBy"]): void {
  if (layer !== "either")
    expect(headers["x-amzn-errortype"]).toBe(layer === "app" ? undefined : "UnauthorizedException");
  if (layer === "app" && status === 401) expect(JSON.parse(body)).toEqual({ message: "Unauthorized" });
}

/** JSON that a page may read, and that tells nothing. */
function expectRefusal(reply: Reply, method = "GET"): void {
  expect(reply.headers["content-type"]).toMatch(/^application\/json/);
  expect(reply.headers["access-control-allow-origin"]).toBe("*");
  expect(reply.headers["x-powered-by"]).toBeUndefined();
  if (method === "HEAD") return;
  expect(JSON.parse(reply.body)).toEqual({ message: expect.any(String) });
  expect(reply.body).not.toMatch(/\bat .*:\d+:\d+|node_modules|ada@example/);
}
