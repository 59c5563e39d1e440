import { connect } from "node:net";
import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { rawBytes, rawRequest, valuesOf } from "./support/raw-request";

jest.setTimeout(30_000); // a machine that is busy

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await aGateway({ handler: "misbehave.cjs" });
});
afterAll(closeGateways);

describe("what is no proper request", () => {
  test.each`
    what                        | bytes                                                                                                    | status | why
    ${"no HTTP at all"}         | ${"hello\r\n\r\n"}                                                                                       | ${400} | ${/no HTTP request/}
    ${"a lower-case method"}    | ${"get /dev/x HTTP/1.1\r\nHost: x\r\n\r\n"}                                                              | ${400} | ${/no HTTP request/}
    ${"no Host"}                | ${"GET /dev/x HTTP/1.1\r\n\r\n"}                                                                         | ${400} | ${/^Host is missing/}
    ${"two Hosts"}              | ${"GET /dev/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"}                                                   | ${400} | ${/^2 Host headers/}
    ${"no path"}                | ${"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"}                                                               | ${400} | ${/is no path/}
    ${"a tunnel"}               | ${"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"}                                                           | ${403} | ${/no proxy/}
    ${"a header without colon"} | ${"GET /dev/x HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n"}                                                  | ${400} | ${/no HTTP request/}
    ${"a header with NUL"}      | ${"GET /dev/x HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n"}                                               | ${400} | ${/no HTTP request/}
    ${"two lengths"}            | ${"POST /dev/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"}                 | ${400} | ${/no HTTP request/}
    ${"length and chunks"}      | ${"POST /dev/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"} | ${400} | ${/no HTTP request/}
    ${"headers beyond reason"}  | ${`GET /dev/x HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(300_000)}\r\n\r\n`}                                 | ${431} | ${/Header overflow/}
  `("$what is a $status in JSON that says why", async ({ bytes, status, why }) => {
    const answer = await rawBytes(gateway.url, Buffer.from(bytes, "latin1"));

    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ message: expect.any(String) });
    expect(valuesOf(answer, "content-type")).toEqual(["application/json"]);
    expect(valuesOf(answer, "x-local-why")).toEqual([expect.stringMatching(why)]);
    expect(gateway.lines.filter((line) => line.endsWith(String(valuesOf(answer, "x-local-why"))))).not.toEqual([]);
  });

  test("Expect: 100-continue and others do not get in the way", async () => {
    for (const value of ["100-continue", "something-else"]) {
      const answer = await rawRequest(gateway.url, "/dev/fine", { headers: [["Expect", value]] });

      expect(answer.body.endsWith("fine") || answer.status === 100).toBe(true);
    }
  });

  test("a client that goes away in the middle of its body costs nothing", async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => {
      socket.write("POST /dev/fine HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", resolve);
    });
    socket.destroy();

    expect(await rawRequest(gateway.url, "/dev/fine")).toMatchObject({ status: 200 });
  });
});

describe("a client that resets its connection", () => {
  test.each`
    what                    | bytes
    ${"after CONNECT"}      | ${`CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n${"a".repeat(100_000)}`}
    ${"after nonsense"}     | ${`hello\r\n\r\n${"a".repeat(100_000)}`}
    ${"after a request"}    | ${"GET /dev/fine HTTP/1.1\r\nHost: x\r\n\r\n"}
    ${"after an upgrade"}   | ${"GET /dev/fine HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"}
    ${"within its body"}    | ${"POST /dev/fine HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"}
    ${"within its headers"} | ${"GET /dev/fine HTTP/1.1\r\nHost: x\r\nA"}
  `("$what takes nothing down", async ({ bytes }) => {
    const { hostname, port } = new URL(gateway.url);
    for (let count = 0; count < 40; count += 1) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      await new Promise((resolve) => socket.once("connect", resolve));
      socket.write(bytes);
      socket.resetAndDestroy();
    }

    expect(await rawRequest(gateway.url, "/dev/fine")).toMatchObject({ status: 200 });
  });
});

test("a tunnel that its client leaves open does not keep the gateway from closing", async () => {
  const closing = await aGateway();
  const { hostname, port } = new URL(closing.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.write(`CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n${"a".repeat(100_000)}`);
  await new Promise((resolve) => socket.once("data", resolve));

  await closing.close();

  socket.destroy();
});

describe("sizes", () => {
  test("10 MB of body reach the integration, which takes 6; more do not", async () => {
    const tenMb = 10 * 1024 * 1024;
    const post = (size: number) =>
      rawRequest(gateway.url, "/dev/fine", { method: "POST", body: Buffer.alloc(size, "a") });

    const [small, tooMuchForLambda, tooMuch] = [await post(5_000_000), await post(tenMb), await post(tenMb + 1)];

    expect(small.status).toBe(200);
    for (const refused of [tooMuchForLambda, tooMuch]) {
      expect(refused.status).toBe(413);
      expect(refused.json).toEqual({ message: "Request Too Long" });
      expect(valuesOf(refused, "x-amzn-ErrorType")).toEqual(["RequestTooLargeException"]);
    }
    expect(valuesOf(tooMuchForLambda, "x-local-why")[0]).toContain("6 MB");
    expect(valuesOf(tooMuch, "x-local-why")[0]).toContain("10485760 bytes");
  });

  test("after a body that is too large the connection ends, since nobody reads the rest", async () => {
    const size = 10 * 1024 * 1024 + 1;
    const head = `POST /dev/fine HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`;

    const answer = await rawBytes(gateway.url, Buffer.concat([Buffer.from(head), Buffer.alloc(size, "a")]));

    expect(answer.status).toBe(413);
    expect(valuesOf(answer, "connection")).toEqual(["close"]);
  });

  test("10,240 bytes of header values together, not one more", async () => {
    const host = new URL(gateway.url).host;
    const withValues = (bytes: number) => {
      const padding = "a".repeat(bytes - host.length - "close".length);
      return rawRequest(gateway.url, "/dev/fine", { headers: [["X-Padding", padding]] });
    };

    expect(await withValues(10_240)).toMatchObject({ status: 200 });
    expect(await withValues(10_241)).toMatchObject({
      status: 431,
      json: { message: "Request Header Fields Too Large" },
    });
  });

  test("10,240 characters of path and query, not one more; 8,192 at an edge-optimised API", async () => {
    const target = (length: number) => `/dev/fine?${"a".repeat(length - "/dev/fine?".length)}`;
    const edge = await aGateway({ handler: "misbehave.cjs", api: { endpoint_configuration: { types: ["EDGE"] } } });

    for (const [{ url }, limit] of [
      [gateway, 10_240],
      [edge, 8_192],
    ] as const) {
      expect(await rawRequest(url, target(limit))).toMatchObject({ status: 200 });
      expect(await rawRequest(url, target(limit + 1))).toMatchObject({ status: 414 });
    }
  });
});
