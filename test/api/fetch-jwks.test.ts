import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fetchJwks, JwksUnavailableError } from "../../api/fetch-jwks";
import { keptKey } from "../support/kept-keys";

const limits = { timeoutMs: 10_000, maxBytes: 10_000 };
const rsa = (modulusLength: number) => keptKey("stranger", modulusLength).publicKey.export({ format: "jwk" });
const good = { ...rsa(2048), kid: "good", alg: "RS256", use: "sig" };

describe("fetchJwks", () => {
  let server: Server;
  const serve = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  };
  const answer = (jwks: unknown) => serve((_request, response) => response.end(JSON.stringify(jwks)));
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  test("gives the keys with nothing but what verification needs", async () => {
    const uri = await answer({ keys: [{ ...good, key_ops: ["verify"], x5u: "https://example.com" }] });

    expect(await fetchJwks(uri, limits)).toEqual([{ kty: "RSA", alg: "RS256", kid: "good", n: good.n, e: "AQAB" }]);
  });

  test.each([
    ["of less than 2048 bits", { ...rsa(2040), kid: "k", alg: "RS256", use: "sig" }],
    [
      "padded with zeros to 2048 bits",
      {
        ...good,
        n: Buffer.concat([Buffer.alloc(128), Buffer.from(String(rsa(1024).n), "base64url")]).toString("base64url"),
      },
    ],
    ["with an empty modulus", { ...good, n: "" }],
    ["for another algorithm", { ...good, alg: "RS512" }],
    ["for no algorithm in particular", { ...good, alg: undefined }],
    ["for encryption", { ...good, use: "enc" }],
    ["without an id", { ...good, kid: undefined }],
    ["of another type", { kty: "oct", k: "AAAA", kid: "k", alg: "RS256", use: "sig" }],
    ["that is none", null],
  ])("leaves out a key %s", async (_name, key) => {
    const uri = await answer({ keys: [key, good] });

    expect((await fetchJwks(uri, limits)).map(({ kid }) => kid)).toEqual(["good"]);
  });

  test.each([
    ["not JSON", "<html>"],
    ["without keys", "{}"],
    ["null", "null"],
    ["with keys that are no list", '{"keys":{}}'],
  ])("refuses a body that is %s", async (_name, body) => {
    const uri = await serve((_request, response) => response.end(body));

    await expect(fetchJwks(uri, limits)).rejects.toThrow(JwksUnavailableError);
  });

  test("follows no redirect", async () => {
    let requests = 0;
    const uri = await serve((_request, response) => {
      requests++;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });

    await expect(fetchJwks(uri, limits)).rejects.toThrow("answered with status 302");
    expect(requests).toBe(1);
  });

  test("refuses a body that is too large, without waiting for its end", async () => {
    const uri = await serve((_request, response) => void response.write(" ".repeat(limits.maxBytes + 1)));

    await expect(fetchJwks(uri, limits)).rejects.toThrow("larger than 10000 bytes");
  });

  test.each<[string, RequestListener]>([
    ["no answer", () => {}],
    ["an answer without end", (_request, response) => void response.write('{"keys":[')],
  ])("gives up on %s", async (_name, listener) => {
    const uri = await serve(listener);

    await expect(fetchJwks(uri, { ...limits, timeoutMs: 50 })).rejects.toThrow("did not arrive within 50 ms");
  });

  test("says that nobody answers", async () => {
    const uri = await answer({ keys: [] });
    await new Promise((resolve) => server.close(resolve));

    await expect(fetchJwks(uri, limits)).rejects.toThrow(/ECONNREFUSED/);
  });

  test("says that the connection broke", async () => {
    const uri = await serve((_request, response) => {
      response.write('{"keys":[');
      setImmediate(() => response.destroy());
    });

    await expect(fetchJwks(uri, limits)).rejects.toThrow(JwksUnavailableError);
  });
});
