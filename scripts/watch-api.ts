/**
 * Keeps `dist/api/index.js` up to date while `npm start` runs. Tells its parent over the IPC channel about every build
 * (`BuildReport`), and ends with it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { oneAtATime } from "../local/one-at-a-time";
import { watchFiles } from "../local/watch-files";
import { openApiBuilder } from "./build-api";

const builder = openApiBuilder();

async function build(): Promise<void> {
  try {
    await (await builder).build();
    tell({ ok: true });
  } catch (error) {
    await sleep(10); // Ctrl-C may be what ended the build: esbuild's end can be seen before it
    tell({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Ctrl-C reaches the whole group. The parent decides when we end, but esbuild is gone, and a build fails by no fault of `api/`. */
let isInterrupted = false;
process.on("SIGINT", () => {
  isInterrupted = true;
});

function tell(report: object): void {
  if (process.connected && !isInterrupted) process.send?.(report);
}

/** esbuild dies with a stack trace of its own where Node leaves it with an open builder. */
async function end(): Promise<void> {
  try {
    await (await builder).close();
  } finally {
    process.exit();
  }
}

const rebuild = oneAtATime(build);
watchFiles(["api"], rebuild);
rebuild();
process.on("disconnect", end);
