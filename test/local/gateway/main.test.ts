import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { typescript } from "../../../local/typescript";
import { eventually } from "../../support/eventually";
import { handlerFile } from "./support/gateways";
import { rawRequest } from "./support/raw-request";
import { stackJson } from "./support/stacks";
import { clientId, poolId } from "./support/token-issuer";

jest.setTimeout(30_000);

const handler = handlerFile("echo.cjs");
let folder: string;
let stack: string;
let unsupported: string;
let faulty: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "gateway-main-"));
  const write = async (name: string, json: object) => {
    await writeFile(path.join(folder, name), JSON.stringify(json));
    return path.join(folder, name);
  };
  stack = await write("stack.json", stackJson({ api: { minimum_compression_size: 1 } }));
  unsupported = await write("unsupported.json", stackJson({ api: { policy: "{}" } }));
  faulty = await write("faulty.json", stackJson({ resources: { aws_api_gateway_method: { root_ANY: null } } }));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [...typescript, "local/gateway/main.ts", ...args]);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  return { child, output: () => text, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

async function readyAt({ output, ended }: Run): Promise<string> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  for (;;) {
    const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(output())?.[1];
    if (url !== undefined) return url;
    if (hasEnded) throw new Error(`It ended: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("npm run gateway", () => {
  test("says what it serves, answers, and ends cleanly with its functions", async () => {
    const gateway = run("--stack", stack, "--handler", handler, "--port", "0");

    const url = await readyAt(gateway);
    const answer = await rawRequest(url, "/dev/x");
    gateway.child.kill("SIGTERM");

    expect(answer.status).toBe(200);
    expect(gateway.output()).toContain(`userPoolId=${poolId} userPoolClientId=${clientId}\n`);
    expect(gateway.output()).toContain("aws_api_gateway_rest_api.api: minimum_compression_size\n");
    expect(gateway.output().trimEnd().endsWith(`listening on ${url}`)).toBe(true);
    expect(await gateway.ended).toBe(0);
    const { pid } = answer.json as { pid: number };
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  test("its functions end with it, even when it is killed", async () => {
    const gateway = run("--stack", stack, "--handler", handler, "--port", "0");
    const { pid } = (await rawRequest(await readyAt(gateway), "/dev/x")).json as { pid: number };

    gateway.child.kill("SIGKILL");
    await gateway.ended;

    const isAlive = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await eventually(() => expect(isAlive()).toBe(false), 5_000);
  });

  test("starts with what it cannot enforce only when that is allowed by name", async () => {
    const refused = run("--stack", unsupported, "--handler", handler, "--port", "0");
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain("aws_api_gateway_rest_api.api has a resource policy");

    const allow = ["--allow-unsupported", "aws_api_gateway_rest_api.api"];
    const allowed = run("--stack", unsupported, "--handler", handler, "--port", "0", ...allow);
    await readyAt(allowed);
    allowed.child.kill("SIGINT");

    expect(allowed.output()).toContain("ALLOWED WITH --allow-unsupported: aws_api_gateway_rest_api.api");
    expect(await allowed.ended).toBe(0);
  });

  test("--help tells every option", async () => {
    const help = run("--help");

    expect(await help.ended).toBe(0);
    for (const option of ["--stack", "--handler", "--port", "--user-pool", "--allow-unsupported"]) {
      expect(help.output()).toContain(option);
    }
  });

  test.each<[what: string, args: () => string[], problem: RegExp]>([
    ["no stack", () => ["--handler", handler], /--stack is missing/],
    ["no handler", () => ["--stack", stack], /--handler is missing/],
    [
      "a missing stack file",
      () => ["--stack", "nowhere.json", "--handler", handler],
      /Cannot read the stack file nowhere.json: synthesize it/,
    ],
    [
      "a foreign stack file",
      () => ["--stack", "package.json", "--handler", handler],
      /package.json is not a stack synthesized by CDK/,
    ],
    [
      "a missing handler file",
      () => ["--stack", stack, "--handler", "nowhere.js"],
      /no handler file nowhere.js: build it/,
    ],
    [
      "a faulty stack",
      () => ["--stack", faulty, "--handler", handler],
      /aws_api_gateway_integration.root_ANY is an integration without its method/,
    ],
    ["a port that is none", () => ["--stack", stack, "--handler", handler, "--port", "x"], /--port must be a number/],
    [
      "a pool that is no address",
      () => ["--stack", stack, "--handler", handler, "--user-pool", "x"],
      /--user-pool must be an address/,
    ],
    ["an unknown option", () => ["--stacks", stack], /Unknown option '--stacks'/],
  ])("%s: one clear message, exit status 1", async (_what, args, problem) => {
    const failed = run(...args());

    expect(await failed.ended).toBe(1);
    expect(failed.output()).toMatch(problem);
    expect(failed.output()).not.toMatch(/^ +at /m);
  });

  describe("with a taken port", () => {
    let blocker: Server;
    let port: number;
    beforeAll(async () => {
      blocker = createServer();
      await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
      ({ port } = blocker.address() as AddressInfo);
    });
    afterAll(() => blocker.close());

    test("that was asked for: an error that names it", async () => {
      const failed = run("--stack", stack, "--handler", handler, "--port", String(port));

      expect(await failed.ended).toBe(1);
      expect(failed.output()).toContain(`Port ${port} is taken`);
    });
  });
});
