/**
 * Keeps `dist/api/index.js` up to date while `npm start` runs. Tells its parent over the IPC channel about every build
 * (`BuildReport`), and ends with it.
 */
import { oneAtATime } from "../local/one-at-a-time";
import { watchFiles } from "../local/watch-files";
import { openApiBuilder } from "./build-api";

const builder = openApiBuilder();

async function build(): Promise<void> {
  try {
    await (await builder).build();
    tell({ ok: true });
  } catch (error) {
    tell({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
}

function tell(report: object): void {
  if (process.connected) process.send?.(report);
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
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group; the parent decides when we end
