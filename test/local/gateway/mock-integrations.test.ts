// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { aGateway, closeGateways } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import type { StackOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

const apiId = "${aws_api_gateway_rest_api.api.id}";
const root = "${aws_api_gateway_rest_api.api.root_resource_id}";

interface MockOptions {
  readonly integration?: Record<string, unknown>;
  /** Integration responses by status; each gets its method response. */
  readonly responses?: Record<string, Record<string, unknown>>;
  readonly api?: Record<string, unknown>;
}

function withMock({ integration = {}, responses = { 204: {} }, api = {} }: MockOptions): StackOptions {
  const of = { rest_api_id: apiId, resource_id: root, http_method: "OPTIONS" };
  const entries = Object.entries(responses);
  const declared = (args: Record<string, unknown>) =>
    Object.fromEntries(Object.keys(args.response_parameters ?? {}).map((name) => [name, true]));
  return {
    api,
    routes: [
      {
        path: "/",
        method: "OPTIONS",
        integration: { type: "MOCK", request_templates: { "application/json": '{"statusCode": 204}' }, ...integration },
      },
    ],
    resources: {
      aws_api_gateway_method_response: Object.fromEntries(
        entries.map(([status, args]) => [
          `r${status}`,
          { ...of, status_code: status, response_parameters: declared(args) },
        ]),
      ),
      aws_api_gateway_integration_response: Object.fromEntries(
        entries.map(([status, args]) => [`r${status}`, { ...of, status_code: status, ...args }]),
      ),
    },
  };
}

async function preflight(options: MockOptions, headers: readonly (readonly [string, string])[] = []) {
  const gateway = await aGateway(withMock(options));
  return rawRequest(gateway.url, "/dev", { method: "OPTIONS", headers });
}

describe("a MOCK preflight", () => {
  test("answers with the headers of the integration response", async () => {
    const answer = await preflight({
      responses: {
        204: {
          response_parameters: {
            "method.response.header.Access-Control-Allow-Origin": "'https://app.example'",
            "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type'",
            "method.response.header.X-Stage": "context.stage",
          },
        },
      },
    });

    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(valuesOf(answer, "content-length")).toEqual([]);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["https://app.example"]);
    expect(valuesOf(answer, "access-control-allow-headers")).toEqual(["Authorization,Content-Type"]);
    expect(valuesOf(answer, "x-stage")).toEqual(["dev"]);
    expect(valuesOf(answer, "content-type")).toEqual(["application/json"]);
    expect(valuesOf(answer, "X-Amzn-Trace-Id")).toEqual([]);
  });

  test("has the body of the response template", async () => {
    const templates = { "application/json": '{"stage":"$context.stage"}' };

    expect(
      await preflight({
        integration: { request_templates: { "application/json": "{statusCode: 200}" } },
        responses: { 200: { response_templates: templates } },
      }),
    ).toMatchObject({ status: 200, json: { stage: "dev" } });
  });

  test("the status selects the response by its pattern, else the one without", async () => {
    const responses = { 200: {}, 404: { selection_pattern: "4\\d\\d" }, 418: { selection_pattern: "418|404" } };
    const statusFor = async (status: number) =>
      (
        await preflight({
          integration: { request_templates: { "application/json": `{"statusCode": ${status}}` } },
          responses,
        })
      ).status;

    expect(await statusFor(404)).toBe(404);
    expect(await statusFor(418)).toBe(418);
    expect(await statusFor(403)).toBe(404);
    expect(await statusFor(201)).toBe(200);
  });

  test.each`
    what                                                   | options                                                                                           | headers                              | status | why
    ${"no template for the content type"}                  | ${{}}                                                                                             | ${[["Content-Type", "text/plain"]]}  | ${500} | ${/no request template is for "text\/plain", and the body in its place gives no statusCode/}
    ${"the same where nothing passes through"}             | ${{ integration: { passthrough_behavior: "NEVER" } }}                                             | ${[["Content-Type", "text/plain"]]}  | ${415} | ${/has no template/}
    ${"a content type that means something to JavaScript"} | ${{ integration: { passthrough_behavior: "NEVER" } }}                                             | ${[["Content-Type", "constructor"]]} | ${415} | ${/has no template/}
    ${"a template without a status"}                       | ${{ integration: { request_templates: { "application/json": "{}" } } }}                           | ${[]}                                | ${500} | ${/gives no statusCode/}
    ${"no response for the status"}                        | ${{ responses: { 204: { selection_pattern: "5.." } } }}                                           | ${[]}                                | ${500} | ${/no integration response/}
    ${"binary media types without conversion"}             | ${{ api: { binary_media_types: ["*/*"] } }}                                                       | ${[]}                                | ${500} | ${/CONVERT_TO_TEXT/}
    ${"the same with it"}                                  | ${{ api: { binary_media_types: ["*/*"] }, integration: { content_handling: "CONVERT_TO_TEXT" } }} | ${[]}                                | ${204} | ${undefined}
    ${"a template for every content type"}                 | ${{ integration: { request_templates: { $default: '{"statusCode":204}' } } }}                     | ${[["Content-Type", "text/plain"]]}  | ${204} | ${undefined}
  `("$what: $status", async ({ options, headers, status, why }) => {
    const answer = await preflight(options, headers);

    expect(answer.status).toBe(status);
    if (why !== undefined) expect(valuesOf(answer, "x-local-why")[0]).toMatch(why);
  });
});

describe("who answers a preflight", () => {
  test("ANY with an authorizer and no OPTIONS: 401 without CORS headers", async () => {
    const gateway = await aGateway({ routes: [{ path: "/x", access: "guarded" }] });

    const answer = await rawRequest(gateway.url, "/dev/x", { method: "OPTIONS" });

    expect(answer.status).toBe(401);
    expect(answer.headers.filter(([name]) => /^access-control/i.test(name))).toEqual([]);
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(/a preflight never has one, so .* needs an OPTIONS method/);
  });

  test("explicit methods only, beside a greedy resource: the greedy one", async () => {
    const gateway = await aGateway({
      routes: [
        { path: "/x", method: "GET", access: "guarded" },
        { path: "/{rest+}", method: "OPTIONS" },
      ],
    });

    expect(await rawRequest(gateway.url, "/dev/x", { method: "OPTIONS" })).toMatchObject({
      status: 200,
      json: { event: { resource: "/{rest+}" } },
    });
  });

  test("neither: 403", async () => {
    const gateway = await aGateway({ routes: [{ path: "/x", method: "GET" }] });

    expect(await rawRequest(gateway.url, "/dev/x", { method: "OPTIONS" })).toMatchObject({ status: 403 });
  });
});
