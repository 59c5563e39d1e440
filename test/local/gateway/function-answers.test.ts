import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { type RawAnswer, type RawRequest, rawRequest, valuesOf } from "./support/raw-request";

jest.setTimeout(30_000); // a machine that is busy

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await aGateway({ handler: "answer-body.cjs", api: { binary_media_types: ["image/png", "font/*"] } });
});
afterAll(closeGateways);

/** Has the function answer `value`. */
function answerTo(value: unknown, request: RawRequest = {}, through = gateway): Promise<RawAnswer> {
  return rawRequest(through.url, "/dev", { method: "POST", body: JSON.stringify(value), ...request });
}

describe("what a function may answer, as recorded from AWS", () => {
  test.each`
    answer                                           | status | body
    ${{}}                                            | ${200} | ${""}
    ${{ headers: { a: "b" } }}                       | ${200} | ${""}
    ${{ statusCode: "201" }}                         | ${201} | ${""}
    ${{ statusCode: 404, body: "no" }}               | ${404} | ${"no"}
    ${{ statusCode: 500, body: "mine" }}             | ${500} | ${"mine"}
    ${{ headers: null, body: null }}                 | ${200} | ${""}
    ${{ multiValueHeaders: null, statusCode: null }} | ${200} | ${""}
    ${{ body: "grüße ☕" }}                          | ${200} | ${"grüße ☕"}
    ${{ statusCode: 204 }}                           | ${204} | ${""}
  `("$answer is a $status", async ({ answer, status, body }) => {
    const received = await answerTo(answer);

    expect(received).toMatchObject({ status, body });
    expect(valuesOf(received, "x-amzn-ErrorType")).toEqual([]);
    expect(valuesOf(received, "x-local-why")).toEqual([]);
  });

  test.each`
    answer                                      | why
    ${{ statusCode: "test" }}                   | ${"statusCode is a string, not a status from 200 to 599"}
    ${{ statusCode: 99 }}                       | ${"statusCode is a number, not a status from 200 to 599"}
    ${{ statusCode: 200.5 }}                    | ${"statusCode is a number, not a status from 200 to 599"}
    ${{ statusCode: {} }}                       | ${"statusCode is an object, not a status from 200 to 599"}
    ${{ wrongValue: 1 }}                        | ${'it has an unknown key, "wrongValue"'}
    ${{ cookies: ["a=b"] }}                     | ${'it has an unknown key, "cookies"'}
    ${"text"}                                   | ${"it is a string, not an object"}
    ${7}                                        | ${"it is a number, not an object"}
    ${[]}                                       | ${"it is an array, not an object"}
    ${null}                                     | ${"it is null, not an object"}
    ${{ body: { a: 1 } }}                       | ${"body is an object, not a string: JSON.stringify it"}
    ${{ body: 1 }}                              | ${"body is a number, not a string: JSON.stringify it"}
    ${{ headers: { a: 1 } }}                    | ${"the header a is a number, not a string"}
    ${{ headers: { a: {} } }}                   | ${"the header a is an object, not a string"}
    ${{ headers: [] }}                          | ${"headers is an array, not an object"}
    ${{ multiValueHeaders: { a: "b" } }}        | ${"multiValueHeaders.a is not an array"}
    ${{ headers: { a: "b\r\nset-cookie: c" } }} | ${'the header "a" has characters that no header can have'}
    ${{ headers: { "a b": "c" } }}              | ${'the header "a b" has characters that no header can have'}
    ${{ isBase64Encoded: "yes" }}               | ${"isBase64Encoded is a string, not a boolean"}
  `("$answer is a 502", async ({ answer, why }) => {
    const received = await answerTo(answer);

    expect(received.status).toBe(502);
    expect(received.json).toEqual({ message: "Internal server error" });
    expect(valuesOf(received, "x-amzn-ErrorType")).toEqual(["InternalServerErrorException"]);
    expect(valuesOf(received, "x-local-why")).toEqual([`the function's answer is no proxy response: ${why}`]);
  });
});

describe("headers of the answer", () => {
  test("true is text", async () => {
    expect(valuesOf(await answerTo({ headers: { "X-Flag": true } }), "X-Flag")).toEqual(["true"]);
  });

  test("a name in both maps is one list: the multi values first, in their casing", async () => {
    const received = await answerTo({
      headers: { "x-list": "single", "x-only": "1" },
      multiValueHeaders: { "X-List": ["first", "second"] },
    });

    expect(received.headers.filter(([name]) => /^x-list$/i.test(name))).toEqual([
      ["X-List", "first"],
      ["X-List", "second"],
      ["X-List", "single"],
    ]);
    expect(valuesOf(received, "x-only")).toEqual(["1"]);
  });

  test("a name in two casings loses none of its values", async () => {
    const received = await answerTo({ multiValueHeaders: { "Set-Cookie": ["a=1"], "set-cookie": ["b=2"] } });

    expect(received.headers.filter(([name]) => /cookie/i.test(name))).toEqual([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ]);
  });

  test("thousands of names are answered as quickly as one by one", async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, ["1"]]));

    expect((await answerTo({ multiValueHeaders: many })).headers.length).toBeGreaterThan(10_000);
  });

  test("cookies are separate lines", async () => {
    const received = await answerTo({ multiValueHeaders: { "Set-Cookie": ["a=1; Path=/", "b=2"] } });

    expect(valuesOf(received, "set-cookie")).toEqual(["a=1; Path=/", "b=2"]);
  });

  test("application/json is added where there is no type, to an empty body too", async () => {
    expect(valuesOf(await answerTo({}), "content-type")).toEqual(["application/json"]);
    expect(valuesOf(await answerTo({ headers: { "content-type": "text/plain" } }), "Content-Type")).toEqual([
      "text/plain",
    ]);
  });

  test("the gateway sets its own, and renames the function's", async () => {
    const theirs = {
      Connection: "upgrade",
      "content-length": "999",
      Date: "yesterday",
      Server: "mine",
      "WWW-Authenticate": "Bearer",
      Authorization: "x",
      "Transfer-Encoding": "chunked",
      Trailer: "Expires",
      "x-amzn-RequestId": "forged",
    };

    const received = await answerTo({ headers: theirs, body: "four" });

    const named = Object.fromEntries(received.headers);
    expect(named).toMatchObject({
      "x-amzn-Remapped-Connection": "upgrade",
      "x-amzn-Remapped-Content-Length": "999",
      "x-amzn-Remapped-Date": "yesterday",
      "x-amzn-Remapped-Server": "mine",
      "x-amzn-Remapped-WWW-Authenticate": "Bearer",
      "x-amzn-Remapped-Authorization": "x",
      "Content-Length": "4",
      "x-amz-apigw-id": expect.stringMatching(/=$/),
      "X-Amzn-Trace-Id": expect.stringMatching(/^Root=1-/),
    });
    for (const name of ["www-authenticate", "authorization", "server", "transfer-encoding", "trailer"]) {
      expect(valuesOf(received, name)).toEqual([]);
    }
    expect(valuesOf(received, "x-amzn-RequestId")).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(Date.parse(String(valuesOf(received, "date")[0]))).not.toBeNaN();
  });

  test("HEAD has the length, and no body", async () => {
    const heads = await aGateway({ handler: "misbehave.cjs" });

    const received = await rawRequest(heads.url, "/dev/fine", { method: "HEAD" });

    expect(received).toMatchObject({ status: 200, body: "" });
    expect(valuesOf(received, "content-length")).toEqual(["4"]);
  });
});

describe("base64 in the answer", () => {
  const base64 = { isBase64Encoded: true, body: Buffer.from("ok").toString("base64") };

  test.each`
    accept                    | body
    ${"image/png"}            | ${"ok"}
    ${"image/png;q=1, */*"}   | ${"ok"}
    ${"image/png, text/html"} | ${"ok"}
    ${"font/woff2"}           | ${"ok"}
    ${"text/html, image/png"} | ${base64.body}
    ${"image/*"}              | ${base64.body}
    ${"*/*"}                  | ${base64.body}
    ${""}                     | ${base64.body}
  `("Accept: $accept gets $body", async ({ accept, body }) => {
    const received = await answerTo(base64, { headers: [["Accept", accept]] });

    expect(received.body).toBe(body);
  });

  test("with */* it is decoded for everybody", async () => {
    const everything = await aGateway({ handler: "answer-body-of-binary.cjs", api: { binary_media_types: ["*/*"] } });

    expect(await answerTo(base64, {}, everything)).toMatchObject({ status: 200, body: "ok" });
  });

  test("what is no base64 is a 502", async () => {
    const received = await answerTo({ isBase64Encoded: true, body: "ä" }, { headers: [["Accept", "image/png"]] });

    expect(received.status).toBe(502);
  });
});
