/** The user pool as a process of its own, to be stopped or killed: what `npm run user-pool` runs, compiled beforehand. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { built } from "./built";

const root = join(__dirname, "../../../..");

const started: ChildProcess[] = [];

/** Whatever a failed test left behind. */
afterAll(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

export interface ChildPool {
  readonly process: ChildProcess;
  readonly url: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts it and waits until it listens. @throws with its standard error when it ends before */
export async function startChildPool(args: readonly string[]): Promise<ChildPool> {
  const child = spawnPool(args);
  started.push(child);
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const ids: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [, userPoolId, userPoolClientId] = /^userPoolId=(\S+) userPoolClientId=(\S+)$/.exec(line) ?? [];
    if (userPoolId && userPoolClientId) Object.assign(ids, { userPoolId, userPoolClientId });
    const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url)
      return { process: child, url, userPoolId: ids.userPoolId ?? "", userPoolClientId: ids.userPoolClientId ?? "" };
  }
  throw new Error(`The pool ended before it listened: ${stderr}`);
}

/** Runs it to its end. */
export async function runPool(args: readonly string[]): Promise<Ended> {
  const child = spawnPool(args);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Sends a signal. Resolves with the exit status, `null` if the signal ended it. */
export async function end({ process: child }: ChildPool, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

function spawnPool(args: readonly string[]): ChildProcess {
  const main = built("local/user-pool/main.ts");
  return spawn(process.execPath, [main, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}
