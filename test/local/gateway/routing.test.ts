import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { rawRequest, valuesOf } from "./support/raw-request";
import type { RouteOptions } from "./support/stacks";

jest.setTimeout(30_000); // a machine that is busy

interface Echo {
  readonly event: {
    readonly resource: string;
    readonly path: string;
    readonly httpMethod: string;
    readonly pathParameters: unknown;
    readonly requestContext: { readonly path: string; readonly resourcePath: string; readonly httpMethod: string };
  };
}

async function eventOf(gateway: TestGateway, target: string, method = "GET"): Promise<Echo["event"]> {
  const answer = await rawRequest(gateway.url, target, { method });
  expect(answer.status).toBe(200);
  return (answer.json as Echo).event;
}

afterAll(closeGateways);

describe("the fields that a path fills, as recorded from AWS", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await aGateway({ routes: [{ path: "/{proxy+}" }, { path: "/hardcoded" }, { path: "/foo/{param}" }] });
  });

  test.each`
    target                                     | resource          | path                                   | pathParameters
    ${"/dev/proxy-value"}                      | ${"/{proxy+}"}    | ${"/proxy-value"}                      | ${{ proxy: "proxy-value" }}
    ${"/dev/proxy-value/"}                     | ${"/{proxy+}"}    | ${"/proxy-value/"}                     | ${{ proxy: "proxy-value" }}
    ${"/dev/proxy-value//"}                    | ${"/{proxy+}"}    | ${"/proxy-value//"}                    | ${{ proxy: "proxy-value" }}
    ${"/dev/proxy-value//double-slash"}        | ${"/{proxy+}"}    | ${"/proxy-value//double-slash"}        | ${{ proxy: "proxy-value//double-slash" }}
    ${"/dev//proxy-value"}                     | ${"/{proxy+}"}    | ${"/proxy-value"}                      | ${{ proxy: "proxy-value" }}
    ${"/dev//hardcoded"}                       | ${"/hardcoded"}   | ${"/hardcoded"}                        | ${null}
    ${"/dev/a/user/test%2Balias@x/plus/t+a@x"} | ${"/{proxy+}"}    | ${"/a/user/test%2Balias@x/plus/t+a@x"} | ${{ proxy: "a/user/test%2Balias@x/plus/t+a@x" }}
    ${"/dev/Summer%20Sale/%E2%98%95"}          | ${"/{proxy+}"}    | ${"/Summer%20Sale/%E2%98%95"}          | ${{ proxy: "Summer%20Sale/%E2%98%95" }}
    ${"/dev/foo/foo%2Fbar"}                    | ${"/foo/{param}"} | ${"/foo/foo%2Fbar"}                    | ${{ param: "foo%2Fbar" }}
    ${"/dev/hardcoded/"}                       | ${"/hardcoded"}   | ${"/hardcoded/"}                       | ${null}
    ${"/dev/dev"}                              | ${"/{proxy+}"}    | ${"/dev"}                              | ${{ proxy: "dev" }}
  `("$target", async ({ target, resource, path, pathParameters }) => {
    const event = await eventOf(gateway, target);

    expect(event).toMatchObject({ resource, path, pathParameters });
    expect(event.requestContext).toMatchObject({ resourcePath: resource, path: target });
  });

  test("slashes before the stage are not looked at, and not shown", async () => {
    const event = await eventOf(gateway, "//dev/proxy-value");

    expect(event).toMatchObject({ path: "/proxy-value", pathParameters: { proxy: "proxy-value" } });
    expect(event.requestContext.path).toBe("/dev/proxy-value");
  });

  test("an absolute request target means its path", async () => {
    expect(await eventOf(gateway, `${gateway.url}/dev/hardcoded`)).toMatchObject({ path: "/hardcoded" });
    expect(await rawRequest(gateway.url, gateway.url)).toMatchObject({ status: 403, json: { message: "Forbidden" } });
  });
});

describe("which resource and method a request means", () => {
  const routes: RouteOptions[] = [
    { path: "/", method: "GET" },
    { path: "/{any+}", method: "ANY" },
    { path: "/items", method: "GET" },
    { path: "/items/{id}", method: "GET" },
    { path: "/items/{id}/parts/{rest+}", method: "GET" },
    { path: "/items/special", method: "POST" },
    { path: "/empty/below", method: "GET" },
    { path: "/admin", method: "POST" },
    { path: "/admin/users", method: "GET" },
    { path: "/both", method: "ANY" },
    { path: "/both", method: "PUT" },
  ];
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await aGateway({ routes });
  });

  test.each`
    method       | target                         | resource                       | because
    ${"GET"}     | ${"/dev"}                      | ${"/"}                         | ${"the stage alone is the root"}
    ${"GET"}     | ${"/dev/"}                     | ${"/"}                         | ${"and so it is with a slash"}
    ${"GET"}     | ${"/dev/items"}                | ${"/items"}                    | ${"a literal comes before the greedy part"}
    ${"POST"}    | ${"/dev/items"}                | ${"/{any+}"}                   | ${"a resource without the method is no match"}
    ${"GET"}     | ${"/dev/items/7"}              | ${"/items/{id}"}               | ${"a variable is one segment"}
    ${"GET"}     | ${"/dev/items/special"}        | ${"/items/{id}"}               | ${"the literal lacks the method, the variable has it"}
    ${"POST"}    | ${"/dev/items/special"}        | ${"/items/special"}            | ${"the literal has it"}
    ${"GET"}     | ${"/dev/items/7/parts/a/b"}    | ${"/items/{id}/parts/{rest+}"} | ${"the most specific greedy part"}
    ${"GET"}     | ${"/dev/items/7/parts"}        | ${"/{any+}"}                   | ${"a greedy part does not match its own parent"}
    ${"GET"}     | ${"/dev/items/7/parts/"}       | ${"/{any+}"}                   | ${"nor with a trailing slash"}
    ${"GET"}     | ${"/dev/empty"}                | ${"/{any+}"}                   | ${"a resource without methods is passed over"}
    ${"GET"}     | ${"/dev/empty/other"}          | ${"/{any+}"}                   | ${"a literal branch that ends nowhere is left again"}
    ${"GET"}     | ${"/dev/admin"}                | ${"/{any+}"}                   | ${"GET falls past a POST to the greedy part"}
    ${"HEAD"}    | ${"/dev/admin/users"}          | ${"/{any+}"}                   | ${"HEAD is not made of GET"}
    ${"OPTIONS"} | ${"/dev/items"}                | ${"/{any+}"}                   | ${"OPTIONS goes through ANY"}
    ${"GET"}     | ${"/dev/ADMIN/users"}          | ${"/{any+}"}                   | ${"case counts"}
    ${"GET"}     | ${"/dev/admin//users"}         | ${"/{any+}"}                   | ${"an empty segment is a segment"}
    ${"GET"}     | ${"/dev/items//"}              | ${"/{any+}"}                   | ${"and neither a variable nor the end of a literal path"}
    ${"GET"}     | ${"/dev/items//parts/a"}       | ${"/{any+}"}                   | ${"in the middle as well"}
    ${"GET"}     | ${"/dev/admin%2Fusers"}        | ${"/{any+}"}                   | ${"nothing is decoded"}
    ${"GET"}     | ${"/dev/%61dmin/users"}        | ${"/{any+}"}                   | ${"nothing is decoded"}
    ${"GET"}     | ${"/dev/x/../admin/users"}     | ${"/{any+}"}                   | ${"dots are text"}
    ${"GET"}     | ${"/dev/x/%2e%2e/admin/users"} | ${"/{any+}"}                   | ${"dots are text"}
    ${"GET"}     | ${"/dev/admin;x=1/users"}      | ${"/{any+}"}                   | ${"parameters of a segment are text"}
    ${"GET"}     | ${"/dev/admin\\users"}         | ${"/{any+}"}                   | ${"a backslash is text"}
    ${"GET"}     | ${"/dev//admin/users"}         | ${"/admin/users"}              | ${"slashes after the stage are not looked at"}
    ${"PUT"}     | ${"/dev/both"}                 | ${"/both"}                     | ${"the explicit method"}
  `("$method $target is $resource: $because", async ({ method, target, resource }) => {
    const answer = await rawRequest(gateway.url, target, { method });

    expect(answer.status).toBe(200);
    if (method !== "HEAD") expect((answer.json as Echo).event).toMatchObject({ resource, httpMethod: method });
  });
});

describe("requests that mean nothing", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await aGateway({
      routes: [{ path: "/items", method: "GET" }],
      gatewayResponses: { DEFAULT_4XX: { response_parameters: { "gatewayresponse.header.X-Custom": "'yes'" } } },
    });
  });

  test("no resource or method: 403, as an unsigned AWS request", async () => {
    for (const [method, target] of [
      ["GET", "/dev/other"],
      ["POST", "/dev/items"],
      ["GET", "/dev"],
    ] as const) {
      const answer = await rawRequest(gateway.url, target, { method });

      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({ message: "Missing Authentication Token" });
      expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["MissingAuthenticationTokenException"]);
      expect(valuesOf(answer, "content-type")).toEqual(["application/json"]);
      expect(valuesOf(answer, "X-Amzn-Trace-Id")).toEqual([]);
    }
  });

  test("the same with a token: 403, as a badly signed AWS request, without the token in it", async () => {
    const headers = [["Authorization", "Bearer abc.def.ghi"]] as const;

    const answer = await rawRequest(gateway.url, "/dev/other", { headers });

    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      message: expect.stringMatching(/^Invalid key=value pair \(missing equal-sign\) in Authorization header/),
    });
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["IncompleteSignatureException"]);
    expect(JSON.stringify(answer)).not.toContain("abc.def.ghi");
  });

  test("the same with an AWS signature: 403, as where there is none", async () => {
    const headers = [
      ["Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/execute-api/aws4_request"],
    ] as const;

    expect(await rawRequest(gateway.url, "/dev/other", { headers })).toMatchObject({
      status: 403,
      json: { message: "Missing Authentication Token" },
    });
  });

  test.each(["/", "/prod/items", "/Dev/items", "/development", "/items", "/d%65v/items"])(
    "a path outside the stage, %s: 403 that nobody customised",
    async (target) => {
      const answer = await rawRequest(gateway.url, target);

      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({ message: "Forbidden" });
      expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["ForbiddenException"]);
      expect(valuesOf(answer, "X-Custom")).toEqual([]);
    },
  );

  test.each(["PROPFIND", "TRACE", "LINK"])("the method %s is not one of the seven", async (method) => {
    const any = await aGateway({ routes: [{ path: "/items", method: "ANY" }] });

    expect(await rawRequest(any.url, "/dev/items", { method })).toMatchObject({ status: 403 });
  });

  test("a token in the path is not shown either", async () => {
    const answer = await rawRequest(gateway.url, "/dev/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");

    expect(answer.status).toBe(403);
    expect(gateway.lines.join()).toContain("GET /dev/<token>: no resource");
    expect(gateway.lines.join()).not.toContain("eyJ");
  });

  test("every miss says why, for the developer", async () => {
    const answer = await rawRequest(gateway.url, "/dev/items", { method: "POST" });

    expect(valuesOf(answer, "x-local-why")).toEqual(["no resource of this API has this path with POST or ANY"]);
    expect(gateway.lines).toContain("403 POST /dev/items: no resource of this API has this path with POST or ANY");
  });
});
