/** Listening on loopback. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Starts `server` on 127.0.0.1. A default port that is taken moves on to the next free one; a port that was asked for
 * does not. @param port 0 means any free one. @returns the port it got @throws Error naming the taken port
 */
export async function listen(server: Server, port: number, isDefault: boolean): Promise<number> {
  try {
    return await listenOnce(server, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    if (isDefault && port < 65_535) return listen(server, port + 1, isDefault);
    throw new Error(
      `Port ${port} is taken: stop what listens there, or choose another one with --port (0 for any free one).`,
    );
  }
}

function listenOnce(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
