/** The page while it is being worked on: Vite's server in a child process, with hot reload and `/api` proxied. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Page {
  /** `http://localhost:N`: passkeys need the name, an IP address cannot be a relying party. */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly port: number;
  /** Base to which `/api/…` is appended: the gateway with its stage. */
  readonly apiUrl: string;
  /** The JSON file that is served as `/config.json`. */
  readonly configFile: string;
}

/** Resolves when the page answers. @throws Error with Vite's own words when it ends before that */
export async function startPage({ port, apiUrl, configFile }: PageOptions): Promise<Page> {
  const url = `http://localhost:${port}`;
  let words = "";
  const server = spawn(
    process.execPath,
    [
      "node_modules/vite/bin/vite.js",
      "client",
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--strictPort",
      "--logLevel",
      "warn",
    ],
    {
      env: { ...process.env, LOCAL_GATEWAY_URL: apiUrl, LOCAL_PAGE_CONFIG: configFile },
      stdio: ["ignore", "pipe", "pipe", "ipc"], // its configuration ends Vite with this channel: it cannot outlive us
    },
  );
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (chunk) => {
      words += chunk;
    });
  }
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`The page could not be started:\n${words.trim()}`);
    await sleep(30);
  }
  for (const stream of [server.stdout, server.stderr]) stream?.removeAllListeners("data").pipe(process.stderr);
  return { url, close: () => end(server) };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false; // not listening yet
  }
}

function end(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill();
  });
}
