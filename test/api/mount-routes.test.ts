import express from "express";
import supertest from "supertest";
import { errorHandler, notFound } from "../../api/errors";
import { type IdTokenVerifier, InvalidTokenError } from "../../api/id-token-verifier";
import { createLogger } from "../../api/logger";
import { type Handlers, mountRoutes } from "../../api/mount-routes";
import type { Route } from "../../api/routes";

const routes = {
  echo: { method: "POST", path: "/api/echo", access: "public" },
  list: { method: "GET", path: "/api/notes", access: "user" },
  add: { method: "POST", path: "/api/notes", access: "user" },
  fail: { method: "DELETE", path: "/api/notes", access: "public" },
  nothing: { method: "PUT", path: "/api/notes", access: "public" },
  text: { method: "GET", path: "/api/text", access: "public" },
} as const satisfies Record<string, Route>;

/** Takes the token `good`. */
const verifier: IdTokenVerifier = {
  verify: async (token) => {
    if (token !== "good") throw new InvalidTokenError("test");
    return { sub: "1", email: "ada@example.com", email_verified: true };
  },
};

function setUp() {
  const lines: string[] = [];
  const app = express();
  const handlers: Handlers<typeof routes> = {
    echo: ({ request }) => request.body ?? null,
    list: ({ user }) => [user.email],
    add: async ({ request, response, user }) => {
      response.status(201);
      return { ...request.body, by: user.email };
    },
    nothing: () => undefined,
    text: ({ response }) => void response.type("text").send("plain"),
    fail: async () => {
      throw new Error("The disk is on fire at /srv/data");
    },
  };
  mountRoutes(app, routes, handlers, verifier);
  app.use(notFound);
  app.use(errorHandler(createLogger({ level: "info", service: "api", write: (line) => lines.push(line) })));
  return { client: supertest(app), lines };
}

describe("mountRoutes", () => {
  test("hands a user's route the user", async () => {
    const { body } = await setUp().client.get("/api/notes").auth("good", { type: "bearer" }).expect(200);

    expect(body).toEqual(["ada@example.com"]);
  });

  test("answers 204 for a handler that returns nothing", async () => {
    await setUp().client.put("/api/notes").expect(204, "");
  });

  test("leaves alone what a handler has sent by itself", async () => {
    await setUp()
      .client.get("/api/text")
      .expect(200, "plain")
      .expect("Content-Type", /^text\/plain/);
  });

  test("asks for the user before it reads the body", async () => {
    await setUp().client.post("/api/notes").set("Content-Type", "application/json").send("{not JSON").expect(401);
  });

  test("hands a route its JSON body", async () => {
    const { body } = await setUp()
      .client.post("/api/notes")
      .auth("good", { type: "bearer" })
      .send({ text: "ü" })
      .expect(201);

    expect(body).toEqual({ text: "ü", by: "ada@example.com" });
  });

  test("answers a preflight with every method of the path", async () => {
    const { headers } = await setUp().client.options("/api/notes").expect(204);

    expect(headers["access-control-allow-methods"]?.split(",").sort()).toEqual([
      "DELETE",
      "GET",
      "HEAD",
      "OPTIONS",
      "POST",
      "PUT",
    ]);
  });

  test.each([
    ["is not JSON", "application/json", "{not JSON", 400],
    ["is no object", "application/json", "42", 400],
    ["is too large", "application/json", JSON.stringify("x".repeat(2_000_000)), 413],
    ["has another charset", "application/json; charset=iso-8859-1", "{}", 415],
  ])("refuses a body that %s", async (_name, type, sent, status) => {
    const { body } = await setUp().client.post("/api/echo").set("Content-Type", type).send(sent).expect(status);

    expect(body).toEqual({ message: expect.not.stringContaining("JSON") });
  });

  test("answers a fault of ours without detail, and logs it with its stack", async () => {
    const { client, lines } = setUp();

    const { body, headers } = await client.delete("/api/notes").expect(500);

    expect(body).toEqual({ message: "Internal Server Error" });
    expect(headers["cache-control"]).toBe("no-store");
    expect(JSON.parse(lines.join())).toMatchObject({
      level: "ERROR",
      error: expect.stringMatching(/disk is on fire.*\n +at /),
    });
  });
});
