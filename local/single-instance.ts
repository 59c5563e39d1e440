/**
 * One running system per checkout. The lock is a listening local socket, because it vanishes with its process however
 * that ends, and can tell who holds it.
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another process holds the checkout. */
export class AlreadyRunningError extends Error {
  override readonly name = "AlreadyRunningError";
  constructor(description: string) {
    super(`The system is already running in this checkout: ${description}. Stop it first (Ctrl-C in its terminal).`);
  }
}

export interface SingleInstance {
  /** What a second start is told. */
  describe(description: string): void;
  close(): Promise<void>;
}

/** @throws AlreadyRunningError naming the running one */
export async function claimCheckout(folder: string): Promise<SingleInstance> {
  const path = socketPath(folder);
  let description = `process ${process.pid}, starting`;
  const server = createServer((socket) => {
    socket.on("error", () => {}); // the asker may be gone already
    socket.end(description);
  });
  await listenOrRefuse(server, path);
  return {
    describe: (text) => {
      description = `process ${process.pid}, ${text}`;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function listenOrRefuse(server: Server, path: string): Promise<void> {
  try {
    await listen(server, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const running = await ask(path);
    if (running !== undefined) throw new AlreadyRunningError(running);
    rmSync(path, { force: true }); // left behind by a process that was killed
    await listen(server, path);
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** What the holder of the socket says; undefined when nobody holds it. */
function ask(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = "";
    connect(path)
      .setEncoding("utf8")
      .on("data", (text) => {
        answer += text;
      })
      .on("end", () => resolve(answer))
      .on("error", () => resolve(undefined));
  });
}

/** Short whatever the folder's length: such paths are limited to about 100 characters. */
function socketPath(folder: string): string {
  const name = `local-api-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
