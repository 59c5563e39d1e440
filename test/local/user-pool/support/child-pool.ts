/** The user pool as a process of its own, to be stopped or killed: what `npm run user-pool` runs, compiled beforehand. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
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
  /** Of the stack's first client. */
  readonly userPoolClientId: string;
  /** Everything that it has written to its terminal so far. */
  readonly written: () => string;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts it and waits until it listens. @throws with what it wrote when it ends before */
export async function startChildPool(args: readonly string[]): Promise<ChildPool> {
  const child = spawnPool(args);
  started.push(child);
  const written = { stdout: "", stderr: "" };
  const listening = new Promise<string>((resolve, reject) => {
    collect(child, written, () => {
      const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(written.stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("close", () => reject(new Error(`The pool ended before it listened: ${written.stderr}`)));
  });
  const url = await listening;
  const [, userPoolId = "", userPoolClientId = ""] =
    /^userPoolId=(\S+) userPoolClientId=(\S+)$/m.exec(written.stdout) ?? [];
  return { process: child, url, userPoolId, userPoolClientId, written: () => written.stdout + written.stderr };
}

/** Runs it to its end. */
export async function runPool(args: readonly string[]): Promise<Ended> {
  const child = spawnPool(args);
  const written = { stdout: "", stderr: "" };
  collect(child, written);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...written };
}

function collect(child: ChildProcess, written: { stdout: string; stderr: string }, then = () => {}): void {
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      written[name] += chunk;
      then();
    });
  }
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
