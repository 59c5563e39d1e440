/** Runs a program to its end. What it writes to standard output is shown as it comes, unless it is wanted as text. */
import { type SpawnOptions, spawn } from "node:child_process";

export interface ProgramEnd {
  /** Exit status; null after a signal. */
  readonly status: number | null;
  /** Empty when it was shown. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout?: "show" | "capture";
}

/** The program is not on this machine. */
export class ProgramNotFoundError extends Error {
  override readonly name = "ProgramNotFoundError";
  constructor(
    readonly program: string,
    options: ErrorOptions,
  ) {
    super(`${program} is not installed.`, options);
  }
}

/**
 * Ctrl-C reaches the program by the terminal; we only wait for it to put its things in order.
 * @throws ProgramNotFoundError
 */
export async function runProgram(command: string, args: readonly string[], options: RunOptions): Promise<ProgramEnd> {
  const { cwd, environment, stdout = "show" } = options;
  const settings: SpawnOptions = {
    cwd,
    env: environment,
    stdio: ["ignore", stdout === "show" ? "inherit" : "pipe", "pipe"],
  };
  const child = spawn(command, args, settings);
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
    });
  }
  const waitForIt = () => {};
  const passOn = () => child.kill("SIGTERM");
  // Once: npm passes signals on as well, and at a second one Terraform leaves without writing down what it made.
  process.on("SIGINT", waitForIt).once("SIGTERM", passOn).on("SIGTERM", waitForIt);
  try {
    return await new Promise<ProgramEnd>((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        reject(error.code === "ENOENT" ? new ProgramNotFoundError(command, { cause: error }) : error);
      });
      child.on("close", (status) => resolve({ status, ...text }));
    });
  } finally {
    process.off("SIGINT", waitForIt).off("SIGTERM", passOn).off("SIGTERM", waitForIt);
  }
}
