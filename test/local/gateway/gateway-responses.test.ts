import { aGateway, closeGateways } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import type { StackOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

const cors = { "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example'" };

/** `/guarded` is a 401, `/other` a 403, `/broken` a 502. */
async function gatewayWith(gatewayResponses: NonNullable<StackOptions["gatewayResponses"]>, stage = {}) {
  return aGateway({
    handler: "misbehave.cjs",
    routes: [{ path: "/guarded", access: "guarded" }, { path: "/throws" }, { path: "/fine/{id}", access: "guarded" }],
    gatewayResponses,
    stage,
  });
}

describe("which gateway response is used", () => {
  test("without any: the plain answer, without CORS headers", async () => {
    const gateway = await gatewayWith({});

    for (const [path, status, message] of [
      ["guarded", 401, "Unauthorized"],
      ["other", 403, "Missing Authentication Token"],
      ["throws", 502, "Internal server error"],
    ] as const) {
      const answer = await rawRequest(gateway.url, `/dev/${path}`);

      expect(answer).toMatchObject({ status, json: { message } });
      expect(answer.headers.filter(([name]) => /^access-control/i.test(name))).toEqual([]);
    }
  });

  test("the default of a family, with the status of the type itself", async () => {
    const gateway = await gatewayWith({ DEFAULT_4XX: { response_parameters: cors } });

    expect(await rawRequest(gateway.url, "/dev/guarded")).toMatchObject({ status: 401 });
    const answer = await rawRequest(gateway.url, "/dev/other");

    expect(answer.status).toBe(403);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["https://app.example"]);
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["MissingAuthenticationTokenException"]);
    expect(valuesOf(await rawRequest(gateway.url, "/dev/throws"), "access-control-allow-origin")).toEqual([]);
  });

  test("the default's own status overrides every type without an entry", async () => {
    const gateway = await gatewayWith({
      DEFAULT_4XX: { status_code: "418" },
      UNAUTHORIZED: {},
      DEFAULT_5XX: { status_code: "503" },
    });

    expect(await rawRequest(gateway.url, "/dev/other")).toMatchObject({ status: 418 });
    expect(await rawRequest(gateway.url, "/dev/guarded")).toMatchObject({ status: 401 });
    expect(await rawRequest(gateway.url, "/dev/throws")).toMatchObject({ status: 503 });
  });

  test("a type's own entry only: nothing of the default is merged in", async () => {
    const gateway = await gatewayWith({
      DEFAULT_4XX: { response_parameters: cors, response_templates: { "application/json": '{"from":"default"}' } },
      UNAUTHORIZED: { response_parameters: { "gatewayresponse.header.X-Own": "'yes'" } },
    });

    const answer = await rawRequest(gateway.url, "/dev/guarded");

    expect(valuesOf(answer, "x-own")).toEqual(["yes"]);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual([]);
    expect(answer.json).toEqual({ message: "Unauthorized" });
  });

  test("an entry without a status keeps that of the actual error: a 502 under INTEGRATION_FAILURE", async () => {
    const gateway = await gatewayWith({ INTEGRATION_FAILURE: { response_parameters: cors } });

    const answer = await rawRequest(gateway.url, "/dev/throws");

    expect(answer.status).toBe(502);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["https://app.example"]);
  });

  test("none for what the function itself answers", async () => {
    const gateway = await aGateway({
      handler: "refuse.cjs",
      gatewayResponses: { UNAUTHORIZED: { response_parameters: cors }, DEFAULT_4XX: { response_parameters: cors } },
    });

    const answer = await rawRequest(gateway.url, "/dev/x");

    expect(answer.status).toBe(401);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual([]);
  });
});

describe("what a gateway response says", () => {
  test("headers from literals, the request, the context and the stage; no header where there is no value", async () => {
    const gateway = await gatewayWith(
      {
        UNAUTHORIZED: {
          response_parameters: {
            "gatewayresponse.header.X-Literal": "'it''s, \"so\"'",
            "gatewayresponse.header.X-Header": "method.request.header.origin",
            "gatewayresponse.header.X-Query": "method.request.querystring.q",
            "gatewayresponse.header.X-Path": "method.request.path.id",
            "gatewayresponse.header.X-Context": "context.error.responseType",
            "gatewayresponse.header.X-Stage": "stageVariables.color",
            "gatewayresponse.header.X-None": "method.request.header.nothing",
          },
        },
      },
      { variables: { color: "blue" } },
    );

    const answer = await rawRequest(gateway.url, "/dev/fine/7?q=a%20b", { headers: [["Origin", "https://a.example"]] });

    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "X-Header": "https://a.example",
      "X-Query": "a b",
      "X-Path": "7",
      "X-Context": "UNAUTHORIZED",
      "X-Stage": "blue",
    });
    expect(valuesOf(answer, "X-Literal")).toEqual(["it''s, \"so\""]);
    expect(valuesOf(answer, "X-None")).toEqual([]);

    for (const impossible of ["%0d%0aSet-Cookie:%20a=b", "%E2%98%95"]) {
      const odd = await rawRequest(gateway.url, `/dev/fine/7?q=${impossible}`);
      expect(odd).toMatchObject({ status: 401, json: { message: "Unauthorized" } });
      expect([...valuesOf(odd, "X-Query"), ...valuesOf(odd, "Set-Cookie")]).toEqual([]);
    }
  });

  test("a template with $context and $stageVariables, and its content type", async () => {
    const template =
      '{"m":$context.error.messageString,"raw":"$context.error.message","t":"$context.error.responseType","p":"$context.path","c":"$stageVariables.color","id":"$context.requestId","x":"$context.nothing"}';
    const gateway = await gatewayWith(
      { UNAUTHORIZED: { response_templates: { "application/problem+json": template } } },
      { variables: { color: "blue" } },
    );

    const answer = await rawRequest(gateway.url, "/dev/guarded");

    expect(valuesOf(answer, "content-type")).toEqual(["application/problem+json"]);
    expect(answer.json).toEqual({
      m: "Unauthorized",
      raw: "Unauthorized",
      t: "UNAUTHORIZED",
      p: "/dev/guarded",
      c: "blue",
      id: valuesOf(answer, "x-amzn-RequestId")[0],
      x: "",
    });
  });
});
