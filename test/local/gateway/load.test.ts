import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { buildApi } from "../../../scripts/build-api";
import { isFullLoad } from "../../support/full-load";
import { aGateway, closeGateways } from "./support/gateways";
import { clientId, poolId, TokenIssuer } from "./support/token-issuer";

const requests = isFullLoad ? 20_000 : 1_000;
const connections = 64;

jest.setTimeout(isFullLoad ? 600_000 : 60_000);

let issuer: TokenIssuer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "gateway-load-"));
  issuer = await TokenIssuer.start();
});
afterAll(async () => {
  await closeGateways();
  await issuer.close();
  await rm(folder, { recursive: true });
});

type Send = (path: string, headers?: Record<string, string>) => Promise<{ status: number; body: string }>;

/** Sends through a bounded number of kept connections. */
function clientOf(url: string): { send: Send; close: () => void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const send: Send = (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const request = http.get(`${url}${path}`, { agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
        response.on("error", reject);
      });
      request.on("error", reject);
    });
  return { send, close: () => agent.destroy() };
}

/** Runs `act` for 0 to `count`, as many at a time as there are connections. */
async function spread(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

function tokensOfUsers(count: number): [email: string, token: string][] {
  const emails = Array.from({ length: count }, (_, index) => `user-${index}@example.com`);
  return emails.map((email) => [email, issuer.idToken({ claims: { email } })]);
}

/** After a collection, so that what is left is really held. */
function heapMbInUse(): number {
  setFlagsFromString("--expose_gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

describe(`${requests} requests over ${connections} connections`, () => {
  test("through gateway and bundle are all answered, each user with their own name, without growing memory", async () => {
    const gateway = await aGateway({
      handler: (await buildApi({ outDir: folder })).file,
      userPoolUrl: issuer.url,
      routes: [
        { path: "/api/helloWorld", method: "GET" },
        { path: "/{path+}", access: "guarded" },
      ],
      lambda: {
        environment: { variables: { USER_POOL_ID: poolId, USER_POOL_CLIENT_ID: clientId, LOG_LEVEL: "silent" } },
      },
    });
    const client = clientOf(gateway.stageUrl);
    const tokens = tokensOfUsers(20);
    const wrong: string[] = [];
    const run = () =>
      spread(requests / 2, async (index) => {
        const [email = "", token = ""] = tokens[index % tokens.length] ?? [];
        const isPublic = index % 2 === 0;
        const answer = isPublic
          ? await client.send("/api/helloWorld")
          : await client.send("/api/helloWorldSecured", { authorization: `Bearer ${token}` });
        const greeting = isPublic ? "Hello from an unsecured endpoint" : `Hello from an secured endpoint -> ${email}`;
        if (answer.status !== 200 || answer.body !== JSON.stringify(greeting)) wrong.push(JSON.stringify(answer));
      });

    await run();
    const before = heapMbInUse();
    await run();

    expect(wrong).toEqual([]);
    expect(heapMbInUse() - before).toBeLessThan(5);
    client.close();
  });

  test("no identity shows up in another's answer, whatever the handler keeps", async () => {
    const routes = [{ path: "/{proxy+}", access: "guarded" as const }];
    const gateway = await aGateway({ handler: "slow-identity.cjs", routes, userPoolUrl: issuer.url });
    const client = clientOf(gateway.stageUrl);
    const tokens = tokensOfUsers(40);
    const crossed: string[] = [];

    await spread(requests / 4, async (index) => {
      const [email = "", token = ""] = tokens[index % tokens.length] ?? [];
      const headers = { authorization: `Bearer ${token}`, "x-sent-as": email };
      const { status, body } = await client.send("/me", headers);
      const { kept, sent } = JSON.parse(body) as { kept: string; sent: string };
      if (status !== 200 || kept !== email || sent !== email) crossed.push(`${status} ${email} got ${body}`);
    });

    expect(crossed).toEqual([]);
    client.close();
  });

  test("handlers that throw, hang, exit and answer nonsense among them take down nothing but themselves", async () => {
    const gateway = await aGateway({ handler: "misbehave.cjs", lambda: { timeout: 3 } });
    const client = clientOf(gateway.stageUrl);
    const rare = isFullLoad ? ["hangs", "spins"] : ["hangs"]; // one that spins takes a core for as long as its timeout
    const deeds = ["fine", "throws", "fine", "fine", "exits", "fine", "nothing", "fine", "uncaught", "fine", "fine"];
    const wrong: string[] = [];

    await spread(requests / 10, async (index) => {
      const deed = rare[index - 50] ?? deeds[index % deeds.length] ?? "";
      const { status } = await client.send(`/${deed}`);
      if (status !== (deed === "fine" ? 200 : 502)) wrong.push(`${deed}: ${status}`);
    });

    expect(wrong).toEqual([]);
    expect(await client.send("/fine")).toEqual({ status: 200, body: "fine" });
    client.close();
  });
});
