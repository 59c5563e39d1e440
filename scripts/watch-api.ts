/**
 * Keeps `dist/api/index.js` up to date while `npm start` runs. Tells its parent over the IPC channel about every build
 * (`BuildReport`), and ends with it.
 */
import { watch } from "chokidar";
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

/** One build at a time; edits during a build cause exactly one more. */
function serialized(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
}

const rebuild = serialized(build);
watch("api", { ignoreInitial: true }).on("all", rebuild);
rebuild();
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group; the parent decides when we end
