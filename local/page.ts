/** The page while it is being worked on: Vite's server in a child process, with hot reload and `/api` proxied. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type PortChoice, PortTakenError } from "./listen";

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

/** The port that the page will have; known before it starts, because its configuration holds its address. */
export async function choosePagePort({ port, ifTaken, option }: PortChoice): Promise<number> {
  const free = await freePort(port);
  if (free !== undefined) return free;
  if (ifTaken === "fail" || port >= 65_535) throw new PortTakenError(port, option);
  console.log(`Port ${port} is taken: trying ${port + 1}.`);
  return choosePagePort({ port: port + 1, ifTaken });
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
      stdio: ["pipe", "pipe", "pipe"], // Vite ends when its input does, so it cannot outlive us
    },
  );
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk) => {
      words += chunk;
    });
  }
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`The page could not be started:\n${words.trim()}`);
    await sleep(30);
  }
  for (const stream of [server.stdout, server.stderr]) stream.removeAllListeners("data").pipe(process.stderr);
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

/** Tries both families: the page listens on 127.0.0.1, but a browser may look for `localhost` at ::1 first. */
async function freePort(port: number): Promise<number | undefined> {
  const got = await tryListen(port, "127.0.0.1");
  if (got === undefined || got === "no such address") return undefined;
  return (await tryListen(got, "::1")) === undefined ? undefined : got;
}

function tryListen(port: number, host: string): Promise<number | undefined | "no such address"> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve("no such address");
      else reject(error);
    });
    probe.listen({ port, host }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
