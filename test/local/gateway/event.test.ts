import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { type RawRequest, rawBytes, rawRequest, valuesOf } from "./support/raw-request";

jest.setTimeout(30_000); // a machine that is busy

type Json = Record<string, unknown>;
interface Event extends Json {
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  readonly requestContext: Json & { readonly identity: Json };
}

async function eventOf(gateway: TestGateway, target: string, request: RawRequest = {}): Promise<Event> {
  return ((await rawRequest(gateway.url, target, request)).json as { event: Event }).event;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await aGateway({
    stage: { variables: { color: "blue" } },
    api: { binary_media_types: ["image/png", "audio/*", "*/octet-stream"] },
  });
});
afterAll(closeGateways);

describe("the event", () => {
  test("has exactly the fields of a REST API, and null where there is nothing", async () => {
    const event = await eventOf(gateway, "/dev");

    expect(event).toMatchObject({
      resource: "/",
      path: "/",
      httpMethod: "GET",
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: { color: "blue" },
      body: null,
      isBase64Encoded: false,
    });
    expect(Object.keys(event).sort()).toEqual([
      "body",
      "headers",
      "httpMethod",
      "isBase64Encoded",
      "multiValueHeaders",
      "multiValueQueryStringParameters",
      "path",
      "pathParameters",
      "queryStringParameters",
      "requestContext",
      "resource",
      "stageVariables",
    ]);
  });

  test("has no stage variables where the stage has none", async () => {
    expect(await eventOf(await aGateway(), "/dev")).toMatchObject({ stageVariables: null });
  });

  test("has the request context as recorded", async () => {
    const before = Date.now();

    const answer = await rawRequest(gateway.url, "/dev/x", {
      headers: [["User-Agent", "test/1"]],
      host: "api.example",
    });

    const { requestContext } = (answer.json as { event: Event }).event;
    expect(requestContext).toEqual({
      accountId: "123456789012",
      apiId: gateway.apis[0]?.restApiId,
      deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
      domainName: "api.example",
      domainPrefix: "api",
      extendedRequestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
      httpMethod: "GET",
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: "127.0.0.1",
        user: null,
        userAgent: "test/1",
        userArn: null,
      },
      path: "/dev/x",
      protocol: "HTTP/1.1",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      requestTimeEpoch: expect.any(Number),
      resourceId: expect.stringMatching(/^[a-z0-9]{6}$/),
      resourcePath: "/{proxy+}",
      stage: "dev",
    });
    expect(requestContext.requestTimeEpoch).toBeGreaterThanOrEqual(before);
    expect(valuesOf(answer, "x-amzn-RequestId")).toEqual([requestContext.requestId]);
    expect(valuesOf(answer, "x-amz-apigw-id")).toEqual([requestContext.extendedRequestId]);
  });

  test("names the operation where the method has one", async () => {
    const named = await aGateway({
      routes: [{ path: "/", access: { authorization: "NONE", authorizer_id: undefined, operation_name: "readAll" } }],
    });

    expect((await eventOf(named, "/dev")).requestContext).toMatchObject({ operationName: "readAll" });
  });
});

describe("request headers in the event", () => {
  test("keep their casing, all their values, and show the last one", async () => {
    const headers = [
      ["tEsT-HEADeR", "one"],
      ["Test-Header", "two"],
      ["authorization", "Basic eA=="],
    ] as const;

    const event = await eventOf(gateway, "/dev", { headers });

    expect(event.multiValueHeaders).toMatchObject({ "tEsT-HEADeR": ["one", "two"], authorization: ["Basic eA=="] });
    expect(event.headers).toMatchObject({ "tEsT-HEADeR": "two" });
    expect(event.headers).not.toHaveProperty("Test-Header");
  });

  test("authorization and user-agent are renamed by an edge-optimised API only", async () => {
    const edge = await aGateway({ api: { endpoint_configuration: { types: ["EDGE"] } } });
    const headers = [
      ["authorization", "Basic eA=="],
      ["user-agent", "test/1"],
      ["x-other", "1"],
    ] as const;

    const event = await eventOf(edge, "/dev", { headers });

    expect(event.headers).toMatchObject({ Authorization: "Basic eA==", "User-Agent": "test/1", "x-other": "1" });
  });

  const removed = ["Content-MD5", "Max-Forwards", "Proxy-Authenticate", "Server", "TE", "Trailer", "WWW-Authenticate"];
  const kept = [
    "Accept",
    "Age",
    "Authorization",
    "Content-Encoding",
    "Cookie",
    "Date",
    "Pragma",
    "Range",
    "Referer",
    "Via",
  ];

  test("some are removed, the others stay", async () => {
    const headers = [...removed, ...kept, "Expect", "Upgrade"].map((name) => [name, `value of ${name}`] as const);

    const names = Object.keys((await eventOf(gateway, "/dev", { method: "POST", headers, body: "x" })).headers);

    expect(names).toEqual(expect.arrayContaining([...kept, "Host"]));
    for (const name of [...removed, "Expect", "Upgrade", "Connection", "Content-Length"])
      expect(names).not.toContain(name);
  });

  test("chunks are put together, and their header and trailers are gone", async () => {
    const lines = [
      "POST /dev HTTP/1.1",
      "Host: x",
      "Transfer-Encoding: chunked",
      "Trailer: X-Late",
      "Connection: close",
    ];
    const chunks = ["1", "a", "1", "b", "0", "X-Late: 1", "", ""];

    const answer = await rawBytes(gateway.url, Buffer.from([...lines, "", ...chunks].join("\r\n")));

    const { headers, body } = (answer.json as { event: { headers: object; body: string } }).event;
    expect(body).toBe("ab");
    expect(Object.keys(headers).join()).not.toMatch(/transfer-encoding|trailer|x-late/i);
  });

  test("cookies are one value", async () => {
    const event = await eventOf(gateway, "/dev", {
      headers: [
        ["Cookie", "a=1"],
        ["Cookie", "b=2"],
      ],
    });

    expect(event.multiValueHeaders.Cookie).toEqual(["a=1; b=2"]);
  });

  test("forwarding headers are the gateway's own, but for the client's list of addresses", async () => {
    const event = await eventOf(gateway, "/dev", {
      headers: [
        ["X-Forwarded-For", "10.0.0.1"],
        ["X-Forwarded-Port", "80"],
        ["X-Forwarded-Proto", "http"],
      ],
    });

    expect(event.headers).toMatchObject({
      "X-Forwarded-For": "10.0.0.1, 127.0.0.1",
      "X-Forwarded-Port": "443",
      "X-Forwarded-Proto": "https",
    });
    expect(event.requestContext.identity.sourceIp).toBe("127.0.0.1");
  });

  test("a trace is made, or the client's is kept and given a parent", async () => {
    const root = "1-5759e988-bd862e3fe1be46a994272793";
    const traceOf = async (value: string) =>
      (await eventOf(gateway, "/dev", { headers: [["x-amzn-trace-id", value]] })).headers["X-Amzn-Trace-Id"];

    expect((await eventOf(gateway, "/dev")).headers["X-Amzn-Trace-Id"]).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(await traceOf(`Root=${root}`)).toMatch(new RegExp(`^Root=${root};Parent=[0-9a-f]{16}$`));
    expect(await traceOf(`Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`)).toBe(
      `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`,
    );
    expect(await traceOf("nonsense")).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  test("a name with thousands of values costs no more than thousands of names", async () => {
    const headers = Array.from({ length: 40_000 }, () => ["a", ""] as const);

    const event = await eventOf(gateway, "/dev", { headers });

    expect(event.multiValueHeaders.a).toHaveLength(40_000);
  });

  test("names that mean something to JavaScript are ordinary names", async () => {
    const event = await eventOf(gateway, "/dev?__proto__=1&constructor=2", { headers: [["__proto__", "x"]] });

    expect(JSON.stringify(event.headers)).toContain('"__proto__":"x"');
    expect(JSON.stringify(event.queryStringParameters)).toBe('{"__proto__":"1","constructor":"2"}');
  });
});

describe("query parameters in the event", () => {
  test.each`
    query                    | single                | multiple
    ${"a=1&b=2&a=3"}         | ${{ a: "3", b: "2" }} | ${{ a: ["1", "3"], b: ["2"] }}
    ${"q=a+b%2Bc"}           | ${{ q: "a b+c" }}     | ${{ q: ["a b+c"] }}
    ${"caf%C3%A9=%E2%98%95"} | ${{ café: "☕" }}     | ${{ café: ["☕"] }}
    ${"a&b="}                | ${{ a: "", b: "" }}   | ${{ a: [""], b: [""] }}
    ${"a=b=c"}               | ${{ a: "b=c" }}       | ${{ a: ["b=c"] }}
    ${"bad=%zz%"}            | ${{ bad: "%zz%" }}    | ${{ bad: ["%zz%"] }}
    ${"a=1?b=2"}             | ${{ a: "1?b=2" }}     | ${{ a: ["1?b=2"] }}
    ${""}                    | ${null}               | ${null}
    ${"&&"}                  | ${null}               | ${null}
  `("?$query", async ({ query, single, multiple }) => {
    expect(await eventOf(gateway, `/dev/x?${query}`)).toMatchObject({
      path: "/x",
      queryStringParameters: single,
      multiValueQueryStringParameters: multiple,
    });
  });

  test("characters that AWS may lose are warned of", async () => {
    await eventOf(gateway, "/dev/warned?a=1;b=2");

    expect(gateway.lines).toContainEqual(expect.stringMatching(/^GET \/dev\/warned: unencoded ; in the query/));
  });
});

describe("the body in the event", () => {
  const bytes = Buffer.from([0, 255, 254, 10]);

  test.each`
    contentType                    | isBase64Encoded
    ${"image/png"}                 | ${true}
    ${"IMAGE/PNG; charset=binary"} | ${true}
    ${"audio/ogg"}                 | ${true}
    ${"image/jpeg"}                | ${false}
    ${"application/octet-stream"}  | ${false}
    ${"application/json"}          | ${false}
  `("$contentType: base64 is $isBase64Encoded", async ({ contentType, isBase64Encoded }) => {
    const event = await eventOf(gateway, "/dev", {
      method: "POST",
      headers: [["Content-Type", contentType]],
      body: bytes,
    });

    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(event.body).toBe(bytes.toString(isBase64Encoded ? "base64" : "utf8"));
  });

  test("with */* everything is base64, JSON too", async () => {
    const everything = await aGateway({ api: { binary_media_types: ["*/*"] } });

    const event = await eventOf(everything, "/dev", {
      method: "POST",
      headers: [["Content-Type", "application/json"]],
      body: '{"a":"é"}',
    });

    expect(event).toMatchObject({ isBase64Encoded: true, body: Buffer.from('{"a":"é"}').toString("base64") });
  });

  test("text comes as it is, and an empty body is null", async () => {
    expect(await eventOf(gateway, "/dev", { method: "POST", body: "grüße ☕" })).toMatchObject({ body: "grüße ☕" });
    expect(await eventOf(gateway, "/dev", { method: "POST", body: "" })).toMatchObject({ body: null });
  });
});
