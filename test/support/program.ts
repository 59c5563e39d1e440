/** A program under test: its output as it grows, its end, and no process left behind. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";

export interface Program {
  /** Undefined when the program could not be started. */
  readonly pid: number | undefined;
  /** Standard output and standard error so far. */
  readonly output: () => string;
  /** Resolves with the first line that matches. Rejects with the whole output when the program ends before that. */
  line(pattern: RegExp): Promise<string>;
  /** Exit status; null after a signal. */
  readonly ended: Promise<number | null>;
  /** To the whole process group: Ctrl-C is `SIGINT`. */
  signal(name: NodeJS.Signals): void;
  write(text: string): void;
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const running = new Set<ChildProcess>();

export function startProgram(command: string, args: readonly string[], { cwd, env }: ProgramOptions = {}): Program {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "pipe", detached: true });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  running.add(child);
  tellGuard();
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      running.delete(child);
      tellGuard();
      resolve(status);
    });
  });

  return {
    pid: child.pid,
    output: () => output,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = output.split("\n").find((line) => pattern.test(line));
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        ended.then((status) => reject(new Error(`${command} ended with status ${status}:\n${output}`)), reject);
      }),
    signal: (name) => signalGroup(child, name),
    write: (text) => void child.stdin.write(text),
  };
}

let guard: Writable | undefined;

/**
 * At Ctrl-C nobody is left to end programs that have process groups of their own, so a shell beside us waits for our end.
 * One for all: starting a program takes a test worker as long as the program itself. Each line names all that run.
 */
function tellGuard(): void {
  guard ??= startGuard();
  guard.write(`${[...running].map(({ pid }) => pid).join(" ")}\n`);
}

function startGuard(): Writable {
  const script = 'while read -r line; do groups=$line; done; for group in $groups; do kill -s KILL -- "-$group"; done';
  const shell = spawn("sh", ["-c", script], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.unref();
  (shell.stdin as Socket).unref();
  return shell.stdin;
}

/** To the program and all that it has started, as a terminal does it. */
function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
}

/** For `afterAll`: ends what a failed test has left running. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once("close", () => resolve());
          signalGroup(child, "SIGKILL");
        }),
    ),
  );
}
