/** Keeps the Lambda bundle built while the system runs, in a child process: the local side never loads `api/`. */
import { type ChildProcess, spawn } from "node:child_process";
import { typescript } from "./typescript";

type BuildReport = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface FunctionBuilds {
  close(): void;
}

/**
 * Resolves after the first good build. Later builds are told to `onBuilt`; failed ones to `log`, and the last good
 * bundle goes on serving. @throws Error with the compiler's message when the first build fails
 */
export function watchFunction(onBuilt: () => void, log: (line: string) => void): Promise<FunctionBuilds> {
  const builder = spawn(process.execPath, [...typescript, "scripts/watch-api.ts"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    let isFirst = true;
    builder.on("error", reject);
    builder.on("exit", (status) => reject(new Error(`The build of api/ ended with status ${status}.`)));
    builder.on("message", (report: BuildReport) => {
      if (!report.ok && isFirst) {
        builder.kill();
        reject(new Error(`api/ does not build:\n${report.message}`));
      } else if (!report.ok) {
        log(`api/ does not build; the last good build goes on serving.\n${report.message}`);
      } else if (isFirst) {
        isFirst = false;
        resolve({ close: () => stop(builder) });
      } else {
        onBuilt();
      }
    });
  });
}

function stop(builder: ChildProcess): void {
  if (builder.connected) builder.disconnect();
}
