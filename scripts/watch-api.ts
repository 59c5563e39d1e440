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
    process.send?.({ ok: true });
  } catch (error) {
    process.send?.({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
}

const rebuild = oneAtATime(build);
watchFiles(["api"], rebuild);
rebuild();
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group; the parent decides when we end
