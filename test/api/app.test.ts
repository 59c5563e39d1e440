import supertest from "supertest";
import { otherSpelling } from "../contract/bad-tokens";
import { createPoolKeys, createTokenKit, type JwksServer, startJwksServer } from "../contract/token-kit";
import { type AppUnderTestOptions, createAppUnderTest } from "./app-under-test";

const kit = createTokenKit();
const secured = "/api/helloWorldSecured";

describe("the API", () => {
  let jwks: JwksServer;
  let answer: () => unknown;
  const setUp = (options: Partial<AppUnderTestOptions> = {}) => {
    const { app, ...rest } = createAppUnderTest({ kit, jwksUrl: jwks.url, ...options });
    return { client: supertest(app), ...rest };
  };
  beforeEach(async () => {
    answer = () => kit.keys.jwks;
    jwks = await startJwksServer(kit.userPoolId, () => answer());
  });
  afterEach(() => jwks.close());

  describe("on every answer", () => {
    test.each([
      ["a greeting", "get", "/api/helloWorld", 200],
      ["a refusal", "get", secured, 401],
      ["an unknown path", "get", "/unknown", 404],
      ["a preflight", "options", secured, 204],
    ] as const)("%s has security headers and names no software", async (_name, method, path, status) => {
      const { headers } = await setUp().client[method](path).expect(status);

      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(Number(/max-age=(\d+)/.exec(headers["strict-transport-security"] ?? "")?.[1])).toBeGreaterThan(15_768_000);
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("server");
      expect(headers).not.toHaveProperty("etag");
    });
  });

  describe("CORS", () => {
    const listed = { allowedOrigins: ["https://app.example.com", "http://localhost:5173"] };

    test.each(["/api/helloWorld", secured, "/unknown"])(
      "lets a listed origin read %s, with credentials",
      async (path) => {
        const { headers } = await setUp(listed).client.get(path).set("Origin", "http://localhost:5173");

        expect(headers).toMatchObject({
          "access-control-allow-origin": "http://localhost:5173",
          "access-control-allow-credentials": "true",
          vary: "Origin",
        });
      },
    );

    test.each(["https://evil.example", "https://app.example.com.evil.example", "null", "HTTPS://APP.EXAMPLE.COM"])(
      "gives the origin %s nothing, and still varies by it",
      async (origin) => {
        const { headers } = await setUp(listed).client.get(secured).set("Origin", origin);

        expect(headers).not.toHaveProperty("access-control-allow-origin");
        expect(headers).not.toHaveProperty("access-control-allow-credentials");
        expect(headers.vary).toBe("Origin");
      },
    );

    test("with * never allows credentials", async () => {
      const { headers } = await setUp().client.get(secured).set("Origin", "https://evil.example");

      expect(headers["access-control-allow-origin"]).toBe("*");
      expect(headers).not.toHaveProperty("access-control-allow-credentials");
      expect(headers).not.toHaveProperty("vary");
    });
  });

  describe("refusals", () => {
    test("are the same for no token, a foreign one and an expired one", async () => {
      const { client } = setUp();
      const tokens = ["", kit.sign(kit.idClaims, {}, kit.keys.foreign), kit.idToken({ exp: 1 })];

      const answers = await Promise.all(
        tokens.map((token) => client.get(secured).set("Authorization", `Bearer ${token}`)),
      );

      for (const { status, headers, body } of answers) {
        expect(status).toBe(401);
        expect(headers).toMatchObject({ "www-authenticate": "Bearer", "cache-control": "no-store" });
        expect(body).toEqual({ message: "Unauthorized" });
      }
    });

    test("of an address that is not verified say so", async () => {
      const { status, body } = await setUp()
        .client.get(secured)
        .auth(kit.idToken({ email_verified: false }), { type: "bearer" });

      expect(status).toBe(403);
      expect(body).toEqual({ message: "The e-mail address of this account is not verified." });
    });
  });

  describe("the pool's keys", () => {
    const bearer = (token: string) => ["Authorization", `Bearer ${token}`] as const;

    test.each([
      ["no token", ""],
      ["a word", "token"],
      ["an unsigned token", kit.idToken({}, { alg: "none" })],
      ["a token without key id", kit.idToken({}, { kid: undefined })],
      ["a token of another issuer", kit.idToken({ iss: "https://example.com" })],
      ["a token in another spelling", otherSpelling(kit.idToken())],
    ])("are not asked for again because of %s", async (_name, token) => {
      const { client } = setUp();
      await client
        .get(secured)
        .set(...bearer(kit.idToken()))
        .expect(200);
      const before = jwks.requests.length;

      await client
        .get(secured)
        .set(...bearer(token))
        .expect(401);

      expect(jwks.requests).toHaveLength(before);
    });

    test("are picked up after a rotation", async () => {
      const { client } = setUp();
      const rotated = createTokenKit({ keys: createPoolKeys("user-pool") });
      const token = rotated.idToken({}, { kid: "rotated" });
      await client
        .get(secured)
        .set(...bearer(kit.idToken()))
        .expect(200);
      await client
        .get(secured)
        .set(...bearer(token))
        .expect(401);

      answer = () => ({
        keys: rotated.keys.jwks.keys.map((key) => (key.kid === "id" ? { ...key, kid: "rotated" } : key)),
      });

      await client
        .get(secured)
        .set(...bearer(token))
        .expect(200);
      await client
        .get(secured)
        .set(...bearer(kit.idToken({ jti: "x" })))
        .expect(401);
    });

    test("that cannot be had are a 503 with Retry-After, until they can", async () => {
      answer = () => "not a JWKS";
      const { client } = setUp();

      const { headers, body } = await client
        .get(secured)
        .set(...bearer(kit.idToken()))
        .expect(503);
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      expect(headers["access-control-allow-origin"]).toBe("*");
      expect(body).toEqual({ message: "Service Unavailable" });

      answer = () => kit.keys.jwks;
      await client
        .get(secured)
        .set(...bearer(kit.idToken()))
        .expect(200);
    });

    test("are not needed for the public route", async () => {
      answer = () => "not a JWKS";

      await setUp().client.get("/api/helloWorld").expect(200);
    });
  });

  describe("the log", () => {
    test("has one line for each request, with route, status and duration", async () => {
      const { client, entries } = setUp();

      await client.get("/api/helloWorld?name=ada");
      await client.get("/unknown/ada@example.com");

      expect(entries()).toEqual([
        {
          level: "INFO",
          message: "request",
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          service: "api",
          request_id: "request-1",
          route: "GET /api/helloWorld",
          status: 200,
          duration_ms: expect.any(Number),
        },
        expect.objectContaining({ route: "none", status: 404 }),
      ]);
    });

    test.each([
      ["exp", () => kit.idToken({ exp: 1 })],
      ["signature", () => kit.sign(kit.idClaims, {}, kit.keys.foreign)],
      ["token_use", () => kit.idToken({ token_use: "access", client_id: kit.userPoolClientId })],
      ["aud", () => kit.idToken({ aud: "another" })],
      ["iss", () => kit.idToken({ iss: "https://example.com" })],
      ["unknown kid", () => kit.idToken({}, { kid: "another" })],
      ["encoding", () => otherSpelling(kit.idToken())],
      ["format", () => "a.b.c"],
      ["not a bearer token", () => "two words"],
    ])("names the check that a token failed: %s", async (refusal, token) => {
      const { client, entries } = setUp();

      await client.get(secured).set("Authorization", `Bearer ${token()}`);

      expect(entries()).toEqual([expect.objectContaining({ status: 401, refusal })]);
    });

    test("never contains the token, its claims or the query", async () => {
      const { client, lines } = setUp({ level: "debug" });
      const token = kit.idToken();

      await client.get(`${secured}?secret=hunter2`).auth(token, { type: "bearer" });
      await client.get(secured).auth(kit.idToken({ exp: 1 }), { type: "bearer" });
      await client.get(secured).auth(kit.idToken({ email_verified: false }), { type: "bearer" });

      const log = lines.join("\n");
      for (const secret of [token.slice(0, 20), "ada@example.com", String(kit.idClaims.sub), "hunter2"]) {
        expect(log).not.toContain(secret);
      }
    });

    test("is empty where the level says so", async () => {
      const { client, lines } = setUp({ level: "silent" });

      await client.get("/api/helloWorld").expect(200);

      expect(lines).toEqual([]);
    });
  });
});
