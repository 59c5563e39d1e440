/** What the API promises, whatever serves it. */
import { routes } from "../../api/routes";
import { type BadToken, badTokens } from "./bad-tokens";
import { describeEachTarget } from "./each-target";
import { oddRequests } from "./odd-requests";
import type { Reply } from "./target";
import { createTokenKit, needsPoolKey } from "./token-kit";

const secured = "/api/helloWorldSecured";

describeEachTarget((api) => {
  const { send, signsTokens } = api;
  const testSignedIn = signsTokens ? test : test.skip;
  const anyKit = createTokenKit();
  const canBeSent = (make: (kit: typeof anyKit) => unknown) => signsTokens || !needsPoolKey(anyKit, make);
  const sendToken = (token: string) => send({ path: secured, headers: [["Authorization", `Bearer ${token}`]] });

  describe.each(Object.values(routes))("$method $path, $access", ({ method, path, access }) => {
    test("names its method in the preflight", async () => {
      const reply = await send({ method: "OPTIONS", path, headers: [["Origin", "https://app.example.com"]] });

      expect(reply.status).toBe(204);
      expect(reply.headers["access-control-allow-methods"]?.split(",")).toContain(method);
    });

    if (access === "public") return;

    testSignedIn("is closed without a token, and for an access token", async () => {
      const accessToken = api.kit.sign(api.kit.accessClaims, { kid: "access" }, api.kit.keys.access);
      for (const headers of [[], [["Authorization", `Bearer ${accessToken}`]] as const]) {
        const reply = await send({ method, path, headers });

        expect(reply.status).toBe(401);
        expectRefusal(reply);
        expectLayer(reply, api.target.kind === "app" ? "app" : "authorizer");
      }
    });

    testSignedIn("is closed to an address that is not verified", async () => {
      const reply = await api.sendAsUser({ method, path }, { email_verified: false });

      expect(reply.status).toBe(403);
      expectLayer(reply, "app");
    });
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
    testSignedIn.each(["Bearer ", ""])("greets the user of a good ID token, sent after %j", async (scheme) => {
      const reply = await send({ path: secured, headers: [["Authorization", `${scheme}${api.kit.idToken()}`]] });

      expect(reply).toMatchObject({ status: 200, body: '"Hello from an secured endpoint -> ada@example.com"' });
      expect(reply.headers["cache-control"]).toBe("no-store");
    });

    testSignedIn("takes an address as it is, whatever its letters", async () => {
      const reply = await sendToken(api.kit.idToken({ email: 'ümläut+"quoted"@bücher.example' }));

      expect(JSON.parse(reply.body)).toBe('Hello from an secured endpoint -> ümläut+"quoted"@bücher.example');
    });

    testSignedIn(
      "tells concurrent users apart",
      async () => {
        const emails = Array.from({ length: 50 }, (_, i) => `user-${i}@example.com`);

        const replies = await Promise.all(emails.map((email) => sendToken(api.kit.idToken({ email }))));

        expect(replies.map(({ body }) => JSON.parse(body))).toEqual(
          emails.map((email) => `Hello from an secured endpoint -> ${email}`),
        );
      },
      30_000,
    );
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
    test.each(badTokens.filter(({ value }) => canBeSent(value)))("$group: $name", async (row) => {
      const value = row.value(api.kit);

      const reply = await send({ path: secured, headers: [["Authorization", row.bare ? value : `Bearer ${value}`]] });

      expect(reply.status).toBe(row.status ?? 401);
      expectRefusal(reply);
      expectLayer(reply, api.target.kind === "app" ? "app" : row.stoppedBy);
    });
  });

  describe("odd requests", () => {
    const requests = oddRequests.filter(({ path, headers }) => canBeSent((kit) => [path(kit), headers(kit)]));
    test.each(requests)("$group: $name", async (row) => {
      if (row.event && !api.target.takesEvents) return;
      const { kit, target } = api;

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
