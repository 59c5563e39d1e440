// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { matchRoute } from "../../../local/gateway/match-route";
import { Throttle } from "../../../local/gateway/throttle";
import { readRestApis } from "../../../local/terraform/rest-apis";
import { aGateway, closeGateways } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import { aStack, type StackOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

function withLimits(limits: Record<string, Record<string, unknown>>): StackOptions {
  const settings = Object.entries(limits).map(([methodPath, block], index) => [
    `limits${index}`,
    { rest_api_id: "${aws_api_gateway_rest_api.api.id}", stage_name: "dev", method_path: methodPath, settings: block },
  ]);
  return {
    routes: [
      { path: "/", method: "GET" },
      { path: "/a", method: "GET" },
      { path: "/b", method: "GET" },
      { path: "/b/c", method: "ANY" },
    ],
    resources: { aws_api_gateway_method_settings: Object.fromEntries(settings) },
  };
}

describe("throttling", () => {
  test("a request too many is a 429", async () => {
    const gateway = await aGateway(withLimits({ "*/*": { throttling_rate_limit: 0.001, throttling_burst_limit: 2 } }));
    const statuses: number[] = [];
    for (const target of ["/dev/a", "/dev/a", "/dev/b"]) statuses.push((await rawRequest(gateway.url, target)).status);

    const answer = await rawRequest(gateway.url, "/dev/a");

    expect(statuses).toEqual([200, 200, 200]);
    expect(answer.status).toBe(429);
    expect(answer.json).toEqual({ message: "Too Many Requests" });
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["TooManyRequestsException"]);
    expect(valuesOf(answer, "retry-after")).toEqual([]);
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(/0.001 requests a second, burst 2/);
  });

  /** Whether each of some requests at given milliseconds gets a token. */
  function granted(options: StackOptions, path: string, times: readonly number[]): boolean[] {
    const { apis } = readRestApis(aStack(options));
    const [api] = apis;
    const [stage] = api?.stages ?? [];
    const route = api && matchRoute(api.root, path, "GET");
    if (stage === undefined || route === undefined) throw new Error("no such route");
    let now = 0;
    const throttle = new Throttle(() => now);
    return times.map((time) => {
      now = time;
      return throttle.exceeded(stage, route) === undefined;
    });
  }

  test("tokens come back with time, up to the burst", () => {
    const options = withLimits({ "*/*": { throttling_rate_limit: 2, throttling_burst_limit: 2 } });

    expect(granted(options, "/a", [0, 0, 0, 400, 500, 600, 10_000, 10_000, 10_000])).toEqual([
      ...[true, true, false, false, true, false],
      ...[true, true, false],
    ]);
  });

  test("a method's own limit comes before that of all, -1 is none, 0 lets nothing through", () => {
    const options = withLimits({
      "*/*": { throttling_rate_limit: 0, throttling_burst_limit: 5 },
      "a/GET": { throttling_rate_limit: 100, throttling_burst_limit: 100 },
      "~1b/GET": { throttling_rate_limit: -1, throttling_burst_limit: -1 },
    });

    expect(granted(options, "/a", [0])).toEqual([true]);
    expect(granted(options, "/b/c", [0])).toEqual([false]);
  });

  test.each(["/GET", "~1/GET"])("the root's own limit may be written %s", (methodPath) => {
    const options = withLimits({ [methodPath]: { throttling_rate_limit: 0, throttling_burst_limit: 0 } });

    expect(granted(options, "/", [0])).toEqual([false]);
    expect(granted(options, "/a", [0])).toEqual([true]);
  });
});

describe("the access log", () => {
  test("is one line a request in the stage's own format", async () => {
    const format = JSON.stringify({
      id: "$context.requestId",
      method: "$context.httpMethod",
      resource: "$context.resourcePath",
      status: "$context.status",
      length: "$context.responseLength",
      type: "$context.error.responseType",
      message: "$context.error.message",
      sub: "$context.authorizer.claims.sub",
      ip: "$context.identity.sourceIp",
      integration: "$context.integration.status",
      lambda: "$context.integrationStatus $context.integration.integrationStatus",
      invocation: "$context.integration.requestId",
      userAgent: "$context.identity.userAgent",
    });
    const gateway = await aGateway({
      handler: "misbehave.cjs",
      stage: { access_log_settings: { destination_arn: "arn:aws:logs:x", format } },
    });

    const fine = await rawRequest(gateway.url, "/dev/fine", { headers: [["User-Agent", "caf\u00e9 \u009b31m"]] });
    const refused = await rawRequest(gateway.url, "/dev/throws");

    const entries = gateway.lines.filter((line) => line.startsWith('{"id"')).map((line) => JSON.parse(line));
    expect(entries).toEqual([
      {
        id: valuesOf(fine, "x-amzn-RequestId")[0],
        method: "GET",
        resource: "/{proxy+}",
        status: "200",
        length: "4",
        type: "-",
        message: "-",
        sub: "-",
        ip: "127.0.0.1",
        integration: "200",
        lambda: "200 200",
        invocation: valuesOf(fine, "x-amzn-RequestId")[0],
        userAgent: "caf? ?31m",
      },
      expect.objectContaining({
        id: valuesOf(refused, "x-amzn-RequestId")[0],
        status: "502",
        type: "INTEGRATION_FAILURE",
        message: "Internal server error",
        integration: "502",
        lambda: "200 200",
      }),
    ]);
  });

  test("has the status of the function and that of Lambda, and neither where nothing was invoked", async () => {
    const format = "log $context.integration.status $context.integrationStatus $context.integration.requestId";
    const gateway = await aGateway({
      routes: [{ path: "/a" }],
      handler: "refuse.cjs",
      stage: { access_log_settings: { destination_arn: "arn:aws:logs:x", format } },
    });

    const refused = await rawRequest(gateway.url, "/dev/a");
    await rawRequest(gateway.url, "/dev/other");

    expect(gateway.lines.filter((line) => line.startsWith("log"))).toEqual([
      `log ${refused.status} 200 ${valuesOf(refused, "x-amzn-RequestId")[0]}`,
      "log - - -",
    ]);
    expect(refused.status).toBeGreaterThan(400);
  });

  test("does not show a token that somebody put into the path", async () => {
    const format = "log $context.path $context.identity.userAgent";
    const gateway = await aGateway({
      stage: { access_log_settings: { destination_arn: "arn:aws:logs:x", format } },
    });
    const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

    await rawRequest(gateway.url, `/dev/${token}`, { headers: [["User-Agent", token]] });

    expect(gateway.lines).toEqual(["log /dev/<token> <token>"]);
  });
});

describe("several stages and APIs", () => {
  test("every stage is served under its name", async () => {
    const gateway = await aGateway({
      resources: {
        aws_api_gateway_stage: {
          beta: {
            rest_api_id: "${aws_api_gateway_rest_api.api.id}",
            stage_name: "beta",
            deployment_id: "${aws_api_gateway_deployment.deployment.id}",
            variables: { color: "red" },
          },
        },
      },
    });

    expect(gateway.apis.map(({ stage }) => stage)).toEqual(["dev", "beta"]);
    expect((await rawRequest(gateway.url, "/beta/x")).json).toMatchObject({
      event: { path: "/x", stageVariables: { color: "red" }, requestContext: { stage: "beta" } },
    });
  });

  test("every API has an address of its own, as on AWS", async () => {
    const second = {
      rest_api_id: "${aws_api_gateway_rest_api.second.id}",
      resource_id: "${aws_api_gateway_rest_api.second.root_resource_id}",
      http_method: "GET",
    };
    const gateway = await aGateway({
      resources: {
        aws_api_gateway_rest_api: { second: { name: "second" } },
        aws_api_gateway_method: { second: { ...second, authorization: "NONE" } },
        aws_api_gateway_integration: {
          second: {
            ...second,
            type: "AWS_PROXY",
            integration_http_method: "POST",
            uri: "${aws_lambda_function.api.invoke_arn}",
            credentials: "arn:aws:iam::123456789012:role/x",
          },
        },
        aws_api_gateway_stage: { second: { rest_api_id: second.rest_api_id, stage_name: "dev", deployment_id: "d" } },
      },
    });

    const [first, other] = gateway.apis;

    expect(first?.restApiId).not.toBe(other?.restApiId);
    for (const api of [first, other]) {
      const answer = await rawRequest(String(api?.url), "/dev");
      expect(answer.json).toMatchObject({ event: { requestContext: { apiId: api?.restApiId } } });
    }
  });
});
