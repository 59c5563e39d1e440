/** Tells of edits to files, and to whatever lies in folders. */
import { watch } from "chokidar";

export interface FileWatch {
  close(): Promise<void>;
}

/** An editor empties a file before it writes it; a change of branch writes many. Long enough for those, too short to be felt. */
const burstMs = 20;

/** Calls `onEdit` after each burst of writes, so that what it reads is the end of them. */
export function watchFiles(paths: readonly string[], onEdit: () => void): FileWatch {
  let timer: NodeJS.Timeout | undefined;
  const onEvent = () => {
    clearTimeout(timer);
    timer = setTimeout(onEdit, burstMs);
  };
  // Its other events leave out what happens to a file within 50 ms of the last one; the raw ones tell everything.
  const watcher = watch([...paths], { ignoreInitial: true })
    .on("all", onEvent)
    .on("raw", onEvent);
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
