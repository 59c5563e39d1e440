// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { aGateway, closeGateways } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import type { StackOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

const open = { path: "/open", access: "open" } as const;
const velocity = '#set($x = 1){"statusCode": 200}';

describe("--allow-unsupported starts the rest, and lets nobody in where something is not enforced", () => {
  test.each<[what: string, options: StackOptions, address: string, status: number, why: RegExp]>([
    [
      "a Lambda authorizer",
      { routes: [open, { path: "/x", access: { authorization: "CUSTOM" } }], authorizer: { type: "REQUEST" } },
      "aws_api_gateway_authorizer.users",
      500,
      /aws_api_gateway_authorizer.users cannot be enforced here/,
    ],
    [
      "AWS_IAM",
      { routes: [open, { path: "/x", access: { authorization: "AWS_IAM", authorizer_id: null } }] },
      "aws_api_gateway_method.x_ANY",
      403,
      /needs a signed AWS request/,
    ],
    [
      "an API key",
      {
        routes: [open, { path: "/x", access: { authorization: "NONE", authorizer_id: null, api_key_required: true } }],
      },
      "aws_api_gateway_method.x_ANY",
      403,
      /needs an API key/,
    ],
    [
      "an HTTP integration",
      { routes: [open, { path: "/x", integration: { type: "HTTP_PROXY", uri: "https://example.com" } }] },
      "aws_api_gateway_integration.x_ANY",
      500,
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
      /template in Velocity/,
    ],
  ])("%s", async (_what, options, address, status, why) => {
    const gateway = await aGateway({ ...options, allowUnsupported: [address] });

    const answer = await rawRequest(gateway.url, "/dev/x");

    expect(gateway.notices[0]).toContain(`ALLOWED WITH --allow-unsupported: ${address}`);
    expect(answer.status).toBe(status);
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(why);
    expect(await rawRequest(gateway.url, "/dev/open")).toMatchObject({ status: 200 });
  });

  test("a method from for_each closes the whole API: what its other copies are is unknown", async () => {
    const access = { authorization: "NONE", authorizer_id: null, for_each: "${toset(local.names)}" };
    const options: StackOptions = { routes: [open, { path: "/x", access }] };

    const gateway = await aGateway({ ...options, allowUnsupported: ["aws_api_gateway_method.x_ANY"] });

    for (const path of ["/dev/open", "/dev/x", "/dev/nothing"]) {
      const answer = await rawRequest(gateway.url, path);

      expect(answer.status).toBe(500);
      expect(valuesOf(answer, "x-local-why")[0]).toMatch(/the whole API is closed here: aws_api_gateway_method.x_ANY/);
    }
  });
});
