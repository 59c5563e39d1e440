// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { aGateway, closeGateways } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import type { StackOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

const open = { path: "/open", access: "open" } as const;
const velocity = '#set($x = 1){"statusCode": 200}';

describe("--allow-unsupported starts the rest, and lets nobody in where something is not enforced", () => {
  test.each<
    [what: string, options: StackOptions, address: string, status: number, message: string | null, why: RegExp]
  >([
    [
      "a Lambda authorizer",
      { routes: [open, { path: "/x", access: { authorization: "CUSTOM" } }], authorizer: { type: "REQUEST" } },
      "aws_api_gateway_authorizer.users",
      500,
      null,
      /aws_api_gateway_authorizer.users cannot be enforced here/,
    ],
    [
      "AWS_IAM",
      { routes: [open, { path: "/x", access: { authorization: "AWS_IAM", authorizer_id: null } }] },
      "aws_api_gateway_method.x_ANY",
      403,
      "Missing Authentication Token",
      /needs a signed AWS request/,
    ],
    [
      "an API key",
      {
        routes: [open, { path: "/x", access: { authorization: "NONE", authorizer_id: null, api_key_required: true } }],
      },
      "aws_api_gateway_method.x_ANY",
      403,
      "Forbidden",
      /needs an API key/,
    ],
    [
      "an HTTP integration",
      { routes: [open, { path: "/x", integration: { type: "HTTP_PROXY", uri: "https://example.com" } }] },
      "aws_api_gateway_integration.x_ANY",
      500,
      "Internal server error",
      /has type HTTP_PROXY, which is not called from here/,
    ],
    [
      "a MOCK template in Velocity",
      {
        routes: [
          open,
          { path: "/x", integration: { type: "MOCK", request_templates: { "application/json": velocity } } },
        ],
      },
      "aws_api_gateway_integration.x_ANY",
      500,
      "Internal server error",
      /template in Velocity/,
    ],
  ])("%s", async (_what, options, address, status, message, why) => {
    const gateway = await aGateway({ ...options, allowUnsupported: [address] });

    const answer = await rawRequest(gateway.url, "/dev/x");

    expect(gateway.notices[0]).toContain(`ALLOWED WITH --allow-unsupported: ${address}`);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ message });
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(why);
    expect(await rawRequest(gateway.url, "/dev/open")).toMatchObject({ status: 200 });
  });

  const copied = { authorization: "NONE", authorizer_id: null, for_each: "${toset(local.names)}" };
  const imported = { rest_api_id: "${aws_api_gateway_rest_api.api.id}", body: "{}" };
  test.each<[what: string, options: StackOptions, address: string]>([
    ["a method from for_each", { routes: [open, { path: "/x", access: copied }] }, "aws_api_gateway_method.x_ANY"],
    [
      "an OpenAPI import",
      { routes: [open], resources: { aws_api_gateway_rest_api_put: { put: imported } } },
      "aws_api_gateway_rest_api_put.put",
    ],
  ])("%s closes the whole API: what else it has is unknown", async (_what, options, address) => {
    const gateway = await aGateway({ ...options, allowUnsupported: [address] });

    for (const path of ["/dev/open", "/dev/x", "/dev/nothing"]) {
      const answer = await rawRequest(gateway.url, path);

      expect(answer.status).toBe(500);
      expect(valuesOf(answer, "x-local-why")[0]).toContain(`the whole API is closed here: ${address}`);
    }
  });
});
