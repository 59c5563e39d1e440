import express, { type Express } from "express";
import { createProxyHandler, requestIdHeader } from "../../api/lambda-handler";
import { createLogger } from "../../api/logger";
import { toEvent } from "../contract/targets/handler";

function setUp(app: Express = echo()) {
  const lines: string[] = [];
  const log = createLogger({ level: "info", service: "api", write: (line) => lines.push(line) });
  return { handle: createProxyHandler({ app, allowedOrigins: "*", log }), lines };
}

/** Answers with what arrived. */
function echo(): Express {
  const app = express();
  app.use(express.text({ type: "*/*" }));
  app.use((request, response) => {
    const { method, url, headers, body } = request;
    response.cookie("a", "1").cookie("b", "2").json({ method, url, headers, body, ip: request.ip });
  });
  return app;
}

describe("the proxy handler", () => {
  const good = toEvent({ path: "/x" });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "event"],
    ["a list", []],
    ["an empty object", {}],
    ["no requestContext", { ...good, requestContext: undefined }],
    ["a requestContext that is a list", { ...good, requestContext: [] }],
    ["an identity that is a text", { ...good, requestContext: { identity: "me" } }],
    ["no method", { ...good, httpMethod: undefined }],
    ["a method in lower case", { ...good, httpMethod: "get" }],
    ["a method with a line end", { ...good, httpMethod: "GET\r\nX: y" }],
    ["no path", { ...good, path: undefined }],
    ["an empty path", { ...good, path: "" }],
    ["a path that is a URL", { ...good, path: "http://example.com/x" }],
    ["a path that is a number", { ...good, path: 1 }],
    ["a body that is an object", { ...good, body: { a: 1 } }],
    ["headers that are a list", { ...good, multiValueHeaders: null, headers: ["a"] }],
    ["a header that is a number", { ...good, multiValueHeaders: null, headers: { a: 1 } }],
    ["a header without a list", { ...good, multiValueHeaders: { a: "x" } }],
    ["a header that is null", { ...good, multiValueHeaders: { a: [null] } }],
    ["a query without a list", { ...good, multiValueQueryStringParameters: { a: "x" } }],
    [
      "an event of an HTTP API",
      { version: "2.0", rawPath: "/x", requestContext: { http: { method: "GET", path: "/x" } } },
    ],
    ["an event of a queue", { Records: [{ eventSource: "aws:sqs", body: "x" }] }],
    ["an event of a timer", { source: "aws.events", "detail-type": "Scheduled Event" }],
  ])("answers %s with a 400 that names the field", async (_name, event) => {
    const { handle, lines } = setUp();

    const { statusCode, multiValueHeaders, body } = await handle(event);

    expect(statusCode).toBe(400);
    expect(multiValueHeaders).toMatchObject({
      "content-type": ["application/json; charset=utf-8"],
      "access-control-allow-origin": ["*"],
      "x-content-type-options": ["nosniff"],
    });
    expect(JSON.parse(body)).toEqual({ message: expect.stringMatching(/^Not a proxy event .*: \S+( event)? is not /) });
    expect(lines).toHaveLength(1);
  });

  test("passes method, path, query, headers, body and address on", async () => {
    const { handle } = setUp();

    const { body } = await handle(
      toEvent({
        method: "POST",
        path: "/a%20b//c?x=1&x=2&y=%C3%BC",
        headers: [
          ["Content-Type", "text/plain"],
          ["X-Many", "1"],
          ["x-many", "2"],
          ["Cookie", "a=1"],
          ["Cookie", "b=2"],
          ["Content-Length", "999"],
        ],
        body: "grüße",
      }),
    );

    expect(JSON.parse(body)).toMatchObject({
      method: "POST",
      url: "/a%20b//c?x=1&x=2&y=%C3%BC",
      headers: { "x-many": "1, 2", cookie: "a=1; b=2", "content-length": "7" },
      body: "grüße",
      ip: "203.0.113.9",
    });
  });

  test("decodes a body in base64", async () => {
    const { body } = await setUp().handle(
      toEvent({ method: "POST", path: "/", headers: [["Content-Type", "text/plain"]], body: Buffer.from("grüße") }),
    );

    expect(JSON.parse(body).body).toBe("grüße");
  });

  test("takes an event with single values only", async () => {
    const event = { ...good, multiValueHeaders: null, headers: { "X-One": "1" }, queryStringParameters: { a: "1" } };

    expect(JSON.parse((await setUp().handle(event)).body)).toMatchObject({ url: "/x?a=1", headers: { "x-one": "1" } });
  });

  test("keeps the whole path, whatever the greedy variable is called", async () => {
    const event = { ...toEvent({ path: "/api/x/" }), resource: "/api/{proxy+}", pathParameters: { proxy: "x" } };

    expect(JSON.parse((await setUp().handle(event)).body).url).toBe("/api/x/");
  });

  test("tells the app the gateway's request id, not the caller's", async () => {
    const { body } = await setUp().handle(
      toEvent({ path: "/", headers: [[requestIdHeader, "forged"]], event: { requestContext: { requestId: "real" } } }),
    );

    expect(JSON.parse(body).headers[requestIdHeader]).toBe("real");
  });

  test("does not mistake a header for a property of objects", async () => {
    const event = { ...good, multiValueHeaders: JSON.parse('{"__proto__":["x"],"constructor":["y"]}') };

    expect((await setUp().handle(event)).statusCode).toBe(200);
  });

  test("answers in the form of a proxy integration, several cookies included", async () => {
    const { multiValueHeaders, isBase64Encoded } = await setUp().handle(good);

    expect(isBase64Encoded).toBe(false);
    expect(multiValueHeaders["set-cookie"]).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  });

  test("serves several apps of one process, each with its own settings", async () => {
    const handlers = ["one", "two"].map((name) => {
      const app = express().set("name", name);
      app.use(
        (request, response) => void response.json([request.app.get("name"), response.app.get("name"), request.ip]),
      );
      return setUp(app).handle;
    });

    const answers = await Promise.all([...handlers, ...handlers].map((handle) => handle(good)));

    expect(answers.map(({ body }) => JSON.parse(body))).toEqual(
      ["one", "two", "one", "two"].map((name) => [name, name, "203.0.113.9"]),
    );
  });

  test("leaves the prototypes of requests and responses as they were made, from the second request on", async () => {
    jest.resetModules();
    const fresh: typeof import("../../api/lambda-handler") = require("../../api/lambda-handler");
    const app: Express = require("express")();
    const made: unknown[] = [];
    app.use((request, response) => {
      made.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
      made.push(Object.getPrototypeOf(request).constructor.name, Object.getPrototypeOf(response).constructor.name);
      response.json(null);
    });
    const log = createLogger({ level: "silent", service: "api", write: () => {} });
    const handle = fresh.createProxyHandler({ app, allowedOrigins: "*", log });

    await handle(good);
    await handle(good);

    expect(made.slice(4)).toEqual([true, true, "ServerlessRequest", "ServerlessResponse"]);
  });

  test("answers even where Express's own 404 handler listens to the end of a request that nobody has read", async () => {
    const { statusCode } = await setUp(express()).handle(toEvent({ method: "POST", path: "/x", body: "unread" }));

    expect(statusCode).toBe(404);
  });

  test("answers a fault outside of Express with a 500, and logs it", async () => {
    const app = Object.assign(express(), {
      handle: () => {
        throw new Error("unexpected");
      },
    });
    const { handle, lines } = setUp(app);

    const { statusCode, multiValueHeaders, body } = await handle(good);

    expect(statusCode).toBe(500);
    expect(multiValueHeaders["access-control-allow-origin"]).toEqual(["*"]);
    expect(JSON.parse(body)).toEqual({ message: "Internal Server Error" });
    expect(lines.join()).toContain("unexpected");
  });

  test.each([
    ["a body to be read", '{"a":"ü"}', 200],
    ["a body that is too large to be refused", JSON.stringify("x".repeat(200_000)), 413],
  ])("leaves %s, also after a step that waits", async (_what, body, statusCode) => {
    const app = express();
    app.set("env", "test"); // no stack on the console
    app.use(
      (_request, _response, next) => void setImmediate(next),
      express.json(),
      (request, response) => {
        response.json(request.body);
      },
    );
    const event = toEvent({ method: "POST", path: "/x", headers: [["Content-Type", "application/json"]], body });

    const answer = await setUp(app).handle(event);

    expect(answer.statusCode).toBe(statusCode);
    if (statusCode === 200) expect(answer.body).toBe(body);
  });
});
