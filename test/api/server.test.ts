import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { typescript } from "../../local/typescript";
import { sendOverHttp } from "../contract/targets/over-http";
import { createTokenKit, type JwksServer, startJwksServer } from "../contract/token-kit";
import { endPrograms, type Program, startProgram } from "../support/program";

const server = resolve(__dirname, "../../api/server.ts");
const kit = createTokenKit();

describe("npm run api", () => {
  let folder: string;
  let jwks: JwksServer;
  const none = { USER_POOL_ID: "", USER_POOL_CLIENT_ID: "", AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "" };
  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    return startProgram(process.execPath, [...typescript, server, ...args], { cwd: folder, env: { ...none, ...env } });
  };
  const environment = () => ({
    USER_POOL_ID: kit.userPoolId,
    USER_POOL_CLIENT_ID: kit.userPoolClientId,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: jwks.url,
  });
  const originOf = async (started: Program) => (await started.line(/^listening on /)).replace("listening on ", "");

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "api-"));
    jwks = await startJwksServer(kit.userPoolId, () => kit.keys.jwks);
  });
  afterEach(async () => {
    await endPrograms();
    await jwks.close();
    await rm(folder, { recursive: true });
  });

  test("serves the app with the environment of the Lambda", async () => {
    const origin = await originOf(start(["--port", "0"], environment()));

    const reply = await sendOverHttp(origin, {
      path: "/api/helloWorldSecured",
      headers: [["Authorization", `Bearer ${kit.idToken()}`]],
    });

    expect(reply).toMatchObject({ status: 200, body: '"Hello from an secured endpoint -> ada@example.com"' });
  });

  test("takes the pool of the running npm start where the environment names none", async () => {
    await mkdir(join(folder, ".local"));
    const endpoints = {
      userPoolId: kit.userPoolId,
      userPoolClientId: kit.userPoolClientId,
      userPoolEndpoint: jwks.url,
    };
    await writeFile(join(folder, ".local/endpoints.json"), JSON.stringify(endpoints));

    const origin = await originOf(start(["--port", "0"]));

    const reply = await sendOverHttp(origin, {
      path: "/api/helloWorldSecured",
      headers: [["Authorization", `Bearer ${kit.idToken()}`]],
    });
    expect(reply.status).toBe(200);
  });

  test("answers what is no HTTP, and headers without end, in JSON as well", async () => {
    const origin = await originOf(start(["--port", "0"], environment()));

    const reply = await sendOverHttp(origin, { path: "/", headers: [["Authorization", "x".repeat(20_000)]] });

    expect(reply).toMatchObject({ status: 431, body: '{"message":"Request Header Fields Too Large"}' });
    expect(reply.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "content-type": "application/json; charset=utf-8",
    });
  });

  test("without a pool says where one comes from", async () => {
    const started = start([]);

    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/npm start.*USER_POOL_ID and USER_POOL_CLIENT_ID/);
  });

  test("refuses an endpoints file that is none", async () => {
    await mkdir(join(folder, ".local"));
    await writeFile(join(folder, ".local/endpoints.json"), "{");

    const started = start([]);

    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(".local/endpoints.json is not readable");
  });

  test("refuses a port that is taken, where it was asked for", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;

    const started = start(["--port", String(port)], environment());

    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`Port ${port} is taken`);
    other.close();
  });

  test.each([
    ["--port", "http"],
    ["--port", "70000"],
    ["--prot", "0"],
  ])("refuses %s %s", async (...args) => {
    const started = start(args, environment());

    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/--port must be a number from 0 to 65535|Unknown option '--prot'/);
  });

  test("shows the stack of an error with DEBUG=1, and only then", async () => {
    const [brief, full] = [start([], { DEBUG: "" }), start([], { DEBUG: "1" })];
    await Promise.all([brief.ended, full.ended]);

    expect(brief.output()).not.toMatch(/^ +at /m);
    expect(full.output()).toMatch(/^ +at /m);
  });

  test.each(["--help", "-h"])("%s tells how it is used", async (option) => {
    const started = start([option]);

    expect(await started.ended).toBe(0);
    expect(started.output()).toContain("npm run api [-- --port N]");
  });
});
