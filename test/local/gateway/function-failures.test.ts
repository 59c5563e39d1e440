// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually } from "../../support/eventually";
import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import { aStack } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

afterAll(closeGateways);

describe("a function that misbehaves", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await aGateway({ handler: "misbehave.cjs", lambda: { timeout: 1 } });
  });

  test.each`
    deed              | status | why
    ${"throws"}       | ${502} | ${/^the function failed: the function threw RangeError/}
    ${"throwsText"}   | ${502} | ${/^the function failed: the function threw string/}
    ${"rejectsLater"} | ${502} | ${/^the function failed: the function threw Error/}
    ${"uncaught"}     | ${502} | ${/ended during the invocation \(exit status 1\)/}
    ${"hangs"}        | ${502} | ${/took longer than its timeout of 1 s/}
    ${"spins"}        | ${502} | ${/took longer than its timeout of 1 s/}
    ${"exits"}        | ${502} | ${/ended during the invocation \(exit status 3\)/}
    ${"exitsCleanly"} | ${502} | ${/ended during the invocation \(exit status 0\)/}
    ${"kills"}        | ${502} | ${/ended during the invocation \(signal SIGKILL\)/}
    ${"disconnects"}  | ${502} | ${/ended during the invocation/}
    ${"nothing"}      | ${502} | ${/no proxy response: it is null, not an object/}
    ${"neverSettles"} | ${502} | ${/no proxy response: it is null, not an object/}
    ${"circular"}     | ${502} | ${/threw Runtime.MarshalError/}
    ${"bigint"}       | ${502} | ${/threw Runtime.MarshalError/}
    ${"huge"}         | ${502} | ${/larger than the 6 MB that Lambda returns/}
    ${"unknown"}      | ${502} | ${/threw TypeError/}
  `("$deed: $status, and the next request is answered", async ({ deed, status, why }) => {
    const answer = await rawRequest(gateway.url, `/dev/${deed}`);

    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ message: "Internal server error" });
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["InternalServerErrorException"]);
    expect(valuesOf(answer, "x-local-why")).toEqual([expect.stringMatching(why)]);
    expect(JSON.stringify(answer)).not.toContain("secret of the function");
    expect(await rawRequest(gateway.url, "/dev/fine")).toMatchObject({ status: 200, body: "fine" });
  });

  test("messages of its own between processes mean nothing", async () => {
    expect(await rawRequest(gateway.url, "/dev/sendsNonsense")).toMatchObject({ status: 200, body: "fine" });
  });

  test("an answer that is no JSON, past the runtime, is a 502 too", async () => {
    const answer = await rawRequest(gateway.url, "/dev/answersByItself");

    expect(answer.status).toBe(502);
    expect(valuesOf(answer, "x-local-why")).toEqual([expect.stringMatching(/no proxy response: it is not JSON/)]);
  });

  test("a line without end is cut, so that it cannot fill the memory", async () => {
    const alone = await aGateway({ handler: "misbehave.cjs" });

    await rawRequest(alone.url, "/dev/writesWithoutEnd");
    await eventually(() => expect(alone.lines.some((line) => line.includes("xxx"))).toBe(true));

    const lengths = alone.lines.map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThan(400_000);
  });

  test("a process that ends between two requests is replaced", async () => {
    const alone = await aGateway({ handler: "misbehave.cjs" });

    expect(await rawRequest(alone.url, "/dev/exitsLater")).toMatchObject({ status: 200, body: "fine" });
    await eventually(() => expect(alone.lines).toContain("[api] exiting"));
    // It may still take one more request with it, as on Lambda; the ones after that find another process.
    await rawRequest(alone.url, "/dev/fine");

    expect(await rawRequest(alone.url, "/dev/fine")).toMatchObject({ status: 200, body: "fine" });
  });

  test("what it writes is on the console, under its name", async () => {
    await rawRequest(gateway.url, "/dev/throws");

    expect(gateway.lines).toContainEqual(expect.stringMatching(/^\[api\] RangeError: secret of the function/));
  });

  test("all of it at once takes nothing down", async () => {
    const deeds = ["throws", "uncaught", "exits", "kills", "nothing", "huge", "fine", "spins", "fine", "exitsLater"];

    const answers = await Promise.all(deeds.map((deed) => rawRequest(gateway.url, `/dev/${deed}`)));

    for (const [index, { status }] of answers.entries()) {
      expect([deeds[index], status]).toEqual([deeds[index], /fine|Later/.test(deeds[index] ?? "") ? 200 : 502]);
    }
  });
});

describe("an integration's timeout", () => {
  test("is a 504; the function goes on, and the gateway too", async () => {
    const integration = {
      type: "AWS_PROXY",
      integration_http_method: "POST",
      uri: "${aws_lambda_function.api.invoke_arn}",
      timeout_milliseconds: 100,
    };
    const gateway = await aGateway({
      handler: "misbehave.cjs",
      routes: [{ path: "/hangs", integration }, { path: "/fine" }],
    });

    const answer = await rawRequest(gateway.url, "/dev/hangs");

    expect(answer.status).toBe(504);
    expect(answer.json).toEqual({ message: "Endpoint request timed out" });
    expect(valuesOf(answer, "x-local-why")).toEqual(["the integration took longer than its timeout of 100 ms"]);
    expect(await rawRequest(gateway.url, "/dev/fine")).toMatchObject({ status: 200 });
  });
});

describe("an integration that AWS would not call", () => {
  const proxy = { type: "AWS_PROXY", uri: "${aws_lambda_function.api.invoke_arn}" };

  test.each`
    what                               | options                                                                                                                                      | why
    ${"a method other than POST"}      | ${{ integration: { ...proxy, integration_http_method: "GET" } }}                                                                             | ${/Lambda takes POST only/}
    ${"an illegal mapping"}            | ${{ integration: { ...proxy, integration_http_method: "POST", request_parameters: { "integration.request.header.Authorization": "'x'" } } }} | ${/must not set integration.request.header.Authorization/}
    ${"no permission"}                 | ${{ permission: null }}                                                                                                                      | ${/no aws_lambda_permission lets/}
    ${"a permission for another one"}  | ${{ permission: { principal: "s3.amazonaws.com" } }}                                                                                         | ${/no aws_lambda_permission lets/}
    ${"one for another stage"}         | ${{ permission: { source_arn: "${aws_api_gateway_rest_api.api.execution_arn}/prod/*" } }}                                                    | ${/no aws_lambda_permission lets/}
    ${"one for another method"}        | ${{ permission: { source_arn: "${aws_api_gateway_rest_api.api.execution_arn}/*/POST/*" } }}                                                  | ${/no aws_lambda_permission lets/}
    ${"one for another account"}       | ${{ permission: { source_account: "999999999999" } }}                                                                                        | ${/no aws_lambda_permission lets/}
    ${"one from what is unknown here"} | ${{ permission: { source_arn: "${aws_x.y.arn}" } }}                                                                                          | ${/no aws_lambda_permission lets/}
    ${"one for another action"}        | ${{ permission: { action: "lambda:GetFunction" } }}                                                                                          | ${/no aws_lambda_permission lets/}
    ${"one for an alias"}              | ${{ permission: { qualifier: "live" } }}                                                                                                     | ${/no aws_lambda_permission lets/}
  `("$what: 500", async ({ options: { integration, permission = {} }, why }) => {
    const granted = {
      action: "lambda:InvokeFunction",
      function_name: "api",
      principal: "apigateway.amazonaws.com",
      ...permission,
    };
    const gateway = await aGateway({
      routes: [{ path: "/{proxy+}", ...(integration === undefined ? {} : { integration }) }],
      resources: { aws_lambda_permission: { api: permission === null ? null : granted } },
    });

    const answer = await rawRequest(gateway.url, "/dev/x");

    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({ message: "Internal server error" });
    expect(valuesOf(answer, "x-local-why")).toEqual([expect.stringMatching(why)]);
  });

  test.each`
    what                   | invoked                                              | permission
    ${"by its qualifier"}  | ${"${aws_lambda_alias.live.invoke_arn}"}             | ${{ function_name: "api", qualifier: "live" }}
    ${"by its ARN"}        | ${"${aws_lambda_alias.live.invoke_arn}"}             | ${{ function_name: "${aws_lambda_alias.live.arn}" }}
    ${"by name and alias"} | ${"${aws_lambda_alias.live.invoke_arn}"}             | ${{ function_name: "api:live" }}
    ${"by its version"}    | ${"${aws_lambda_function.api.qualified_invoke_arn}"} | ${{ function_name: "api", qualifier: "${aws_lambda_function.api.version}" }}
  `("an alias or version is called where the permission names it $what", async ({ invoked, permission }) => {
    const qualifier = invoked.includes("alias") ? "live" : "1";
    const gateway = await aGateway({
      routes: [{ path: "/{proxy+}", integration: { ...proxy, integration_http_method: "POST", uri: invoked } }],
      resources: {
        aws_lambda_alias: { live: { name: "live", function_name: "${aws_lambda_function.api.function_name}" } },
        aws_lambda_permission: {
          api: { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com", ...permission },
        },
      },
    });

    const answer = await rawRequest(gateway.url, "/dev/x");

    expect(answer).toMatchObject({ status: 200, json: { context: { invokedFunctionArn: expect.any(String) } } });
    expect(answer.body).toContain(`:function:api:${qualifier}"`);
    expect(gateway.notices).toEqual([]);
  });

  test("with credentials of its own it needs no permission", async () => {
    const integration = { ...proxy, integration_http_method: "POST", credentials: "arn:aws:iam::123456789012:role/x" };
    const resources = { aws_lambda_permission: { api: null } };

    const gateway = await aGateway({ routes: [{ path: "/{proxy+}", integration }], resources });

    expect(await rawRequest(gateway.url, "/dev/x")).toMatchObject({ status: 200 });
  });
});

describe("how handlers are written", () => {
  test.each`
    style         | status | body
    ${"callback"} | ${200} | ${"called back"}
    ${"succeed"}  | ${200} | ${"succeeded"}
    ${"error"}    | ${502} | ${'{"message":"Internal server error"}'}
    ${"nothing"}  | ${502} | ${'{"message":"Internal server error"}'}
  `("callback style: $style", async ({ style, status, body }) => {
    const gateway = await aGateway({ handler: "callback.cjs" });

    expect(await rawRequest(gateway.url, `/dev/${style}`)).toMatchObject({ status, body });
  });

  test("an ES module", async () => {
    expect(await rawRequest((await aGateway({ handler: "esm.mjs" })).url, "/dev")).toMatchObject({
      body: "an ES module",
    });
  });

  test("the export that the stack names", async () => {
    const gateway = await aGateway({ lambda: { handler: "index.other" } });

    const answer = await rawRequest(gateway.url, "/dev");

    expect(answer.status).toBe(502);
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(/could not be loaded \(TypeError, its lines on the console\)/);
    expect(gateway.lines).toContainEqual(expect.stringMatching(/exports no function named other/));
    expect(gateway.lines).toContainEqual(expect.stringMatching(/could not be loaded .* every request is a 502/));
  });
});

describe("the surroundings of a function", () => {
  test("its environment is the stack's and Lambda's, and nothing of the developer's", async () => {
    const gateway = await aGateway({
      userPoolUrl: "http://127.0.0.1:9/",
      lambda: {
        timeout: 7,
        memory_size: 256,
        environment: {
          variables: { POOL: "${aws_cognito_user_pool.users.id}", TABLE: "${aws_dynamodb_table.users.name}", N: 1 },
        },
      },
    });

    const { environment, context } = (await rawRequest(gateway.url, "/dev")).json as Record<
      string,
      Record<string, string>
    >;

    expect(environment).toMatchObject({
      POOL: expect.stringMatching(/^eu-west-1_[A-Za-z0-9]{9}$/),
      N: "1",
      AWS_REGION: "eu-west-1",
      AWS_LAMBDA_FUNCTION_NAME: "api",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/api",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://127.0.0.1:9",
    });
    for (const name of ["HOME", "NODE_OPTIONS", "JEST_WORKER_ID", "AWS_ACCESS_KEY_ID", "TABLE"]) {
      expect(environment).not.toHaveProperty(name);
    }
    expect(gateway.notices).toContain("aws_lambda_function.api: environment.variables.TABLE");
    expect(context).toMatchObject({
      functionName: "api",
      functionVersion: "$LATEST",
      memoryLimitInMB: "256",
      invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:api",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: "/aws/lambda/api",
    });
    expect(Number(context?.remainingMs)).toBeGreaterThan(5_000);
    expect(Number(context?.remainingMs)).toBeLessThanOrEqual(7_000);
  });
});

describe("a changed bundle", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "gateway-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const handlerSaying = (word: string) =>
    `exports.handler = async () => { await new Promise((r) => setTimeout(r, 20)); return { body: "${word}" }; };`;
  const replace = async (file: string, text: string) => {
    await writeFile(`${file}.next`, text);
    await rename(`${file}.next`, file);
  };

  test("is taken without dropping a request", async () => {
    const handler = path.join(folder, "index.cjs");
    await replace(handler, handlerSaying("old"));
    const gateway = await aGateway({ handler });
    let isReloaded = false;
    const answers: string[] = [];
    const client = async () => {
      while (!isReloaded) answers.push((await rawRequest(gateway.url, "/dev")).body);
      return (await rawRequest(gateway.url, "/dev")).body;
    };

    const clients = Promise.all([client(), client(), client(), client()]);
    await replace(handler, handlerSaying("new"));
    await gateway.reloadFunction();
    isReloaded = true;
    const afterwards = await clients;

    expect(afterwards).toEqual(["new", "new", "new", "new"]);
    expect(new Set([...answers, ...afterwards])).toEqual(new Set(["old", "new"]));
  });

  test("that cannot be loaded is said, and mended by the next one", async () => {
    const handler = path.join(folder, "broken.cjs");
    await replace(handler, "this is no JavaScript");
    const gateway = await aGateway({ handler });

    expect(await rawRequest(gateway.url, "/dev")).toMatchObject({ status: 502 });
    expect(gateway.lines).toContainEqual(expect.stringMatching(/SyntaxError/));
    await replace(handler, handlerSaying("mended"));
    await gateway.reloadFunction();
    expect(await rawRequest(gateway.url, "/dev")).toMatchObject({ status: 200, body: "mended" });
  });

  test("that is gone is a named error, and the old one goes on", async () => {
    const handler = path.join(folder, "gone.cjs");
    await replace(handler, handlerSaying("still here"));
    const gateway = await aGateway({ handler });

    await rm(handler);

    await expect(gateway.reloadFunction()).rejects.toMatchObject({ name: "MissingHandlerError", file: handler });
    expect(await rawRequest(gateway.url, "/dev")).toMatchObject({ body: "still here" });
  });

  test("a missing one at the start is a named error too", async () => {
    await expect(aGateway({ handler: "/nowhere/index.js" })).rejects.toMatchObject({
      name: "MissingHandlerError",
      message: expect.stringContaining("npm run build"),
    });
  });
});

describe("a new synth", () => {
  test("is taken over: new routes, new environment, the same address", async () => {
    const gateway = await aGateway({ routes: [{ path: "/old" }] });
    const { url } = gateway;
    const next = { routes: [{ path: "/new" }], lambda: { environment: { variables: { COLOR: "green" } } } };

    await gateway.takeOver(aStack(next));

    expect(gateway.url).toBe(url);
    expect(await rawRequest(url, "/dev/old")).toMatchObject({ status: 403 });
    expect((await rawRequest(url, "/dev/new")).json).toMatchObject({ environment: { COLOR: "green" } });
  });

  test("lets what is under way end in the old one", async () => {
    const gateway = await aGateway({ routes: [{ path: "/{any+}" }], handler: "misbehave.cjs" });

    const underWay = rawRequest(gateway.url, "/dev/slow");
    await eventually(() => expect(gateway.lines).toContain("[api] under way"));
    await gateway.takeOver(aStack({ routes: [{ path: "/new" }] }));

    expect(await underWay).toMatchObject({ status: 200, body: "slow" });
    expect(await rawRequest(gateway.url, "/dev/slow")).toMatchObject({ status: 403 });
  });

  test("with a fault it is refused, and the old one goes on", async () => {
    const gateway = await aGateway({ routes: [{ path: "/old" }] });

    const withoutIntegration = { aws_api_gateway_integration: { old_ANY: null } };
    const taking = gateway.takeOver(aStack({ routes: [{ path: "/old" }], resources: withoutIntegration }));

    await expect(taking).rejects.toMatchObject({ name: "StackFaultError" });
    expect(await rawRequest(gateway.url, "/dev/old")).toMatchObject({ status: 200 });
  });
});
