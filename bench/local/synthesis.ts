/** How long the infrastructure takes to synthesize, and how much memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { typescript } from "../../local/typescript";

export interface SynthesisFigures {
  readonly ms: number;
  /** The most that any one process of it had at a time. */
  readonly peakBytes: number;
}

/** As `npm start` does it. */
export const directly: readonly string[] = [...typescript, "infra/main.ts"];
/** As the cdktf CLI does it, which runs the same program. */
export const throughCli: readonly string[] = [
  "node_modules/cdktf-cli/bundle/bin/cdktf.js",
  "synth",
  "--log-level",
  "ERROR",
];

/** @param args of Node, run in `checkout`, where the function has been built */
export async function measureSynthesis(checkout: string, args: readonly string[]): Promise<SynthesisFigures> {
  const peaks = join(checkout, "peak-memory.txt");
  rmSync(peaks, { force: true });
  const env = {
    ...process.env,
    CI: "true",
    CHECKPOINT_DISABLE: "1",
    PEAK_MEMORY_FILE: peaks,
    NODE_OPTIONS: `--require ${join(__dirname, "record-peak-memory.cjs")}`,
  };
  const before = performance.now();
  const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: ["ignore", "ignore", "pipe"] });
  const [errors, [status]] = await Promise.all([text(child.stderr), once(child, "close")]);
  const ms = performance.now() - before;
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${errors}`);
  return { ms, peakBytes: Math.max(...readFileSync(peaks, "utf8").trim().split("\n").map(Number)) };
}
