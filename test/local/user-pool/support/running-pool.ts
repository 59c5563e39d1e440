/** A real pool on a real socket, stopped and removed when the test file is done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { readStack, type Stack } from "../../../../local/terraform/stack";
import type { Message } from "../../../../local/user-pool/inbox/inbox";
import { type RunningUserPool, startUserPool } from "../../../../local/user-pool/start-user-pool";
import { aClock, type MovableClock } from "./a-clock";
import { aStack, type TerraformArguments } from "./a-stack";
import { giveKeys } from "./keys-for-tests";

export interface TestPool {
  readonly url: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly clock: MovableClock;
  readonly running: RunningUserPool;
  readonly dataDir: string;
  /** AWS SDK client with dummy credentials, one attempt per call. */
  readonly cognito: CognitoIdentityProviderClient;
  readonly logged: readonly string[];
  /** Messages to an address, newest first, as the inbox answers them. */
  messages(to: string): Promise<readonly Message[]>;
  /** The newest code that was sent to an address. */
  code(to: string): Promise<string>;
  stop(): Promise<void>;
}

export interface TestPoolOptions {
  readonly pool?: TerraformArguments;
  readonly client?: TerraformArguments;
  /** Instead of `pool` and `client`. */
  readonly stack?: Stack;
  readonly dataDir?: string;
  readonly clock?: MovableClock;
}

jest.setTimeout(30_000); // on a busy machine the clients' own arithmetic takes seconds

const started: TestPool[] = [];
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(started.splice(0).map((pool) => pool.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function aDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "user-pool-test-"));
  folders.push(folder);
  return folder;
}

/** For a program that serves the stack in that file. */
export function aDataDirWithKeys(stackFile: string): string {
  const folder = aDataDir();
  giveKeys(readStack(stackFile), folder);
  return folder;
}

export async function startTestPool(options: TestPoolOptions = {}): Promise<TestPool> {
  const { stack = aStack(options.pool, options.client), dataDir = aDataDir(), clock = aClock() } = options;
  const logged: string[] = [];
  if (options.dataDir === undefined) giveKeys(stack, dataDir);
  const running = await startUserPool({
    stack,
    port: { port: 0, ifTaken: "fail" },
    dataDir,
    clock,
    log: (line) => logged.push(line),
  });
  const [first] = running.clients;
  if (first === undefined) throw new Error("The stack of the test has no client.");
  const cognito = sdkClient(running.url);
  let isStopped = false;

  const messages = async (to: string) => {
    const response = await fetch(`${running.url}/inbox/${encodeURIComponent(to)}.json`);
    return ((await response.json()) as { messages: Message[] }).messages;
  };
  const pool: TestPool = {
    url: running.url,
    poolId: first.userPoolId,
    clientId: first.userPoolClientId,
    clock,
    running,
    dataDir,
    cognito,
    logged,
    messages,
    async code(to) {
      const [message] = await messages(to);
      if (typeof message?.code !== "string") throw new Error(`No code was sent to ${to}.`);
      return message.code;
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      cognito.destroy();
      await running.close();
    },
  };
  started.push(pool);
  return pool;
}

export function sdkClient(endpoint: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { httpAgent: { maxSockets: 1000 } }, // as many as a test asks for, none in a queue
  });
}
