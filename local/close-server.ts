/** How the servers of this folder stop listening. */
import type { Server } from "node:http";

/** For answers that are being written. */
const graceMs = 1000;

/** Resolves when every connection is closed; those that only stay open do not hold anything up. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
