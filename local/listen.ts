/** Listening on loopback, with one rule for taken ports. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** `next`: the port is a default, so a taken one moves on to the next free one. `fail`: somebody asked for this port. */
export interface PortChoice {
  /** 0 means any free port. */
  readonly port: number;
  readonly ifTaken: "next" | "fail";
  /** With which it was asked for. Default: `--port`. */
  readonly option?: string;
}

/** A port that was asked for is taken. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
  constructor(
    readonly port: number,
    option = "--port",
  ) {
    super(`Port ${port} is taken: stop what listens there, or choose another one with ${option} (0 for any free one).`);
  }
}

/** The choice behind `--port N`: `given` is the option's text, if it was given. @throws RangeError not a port */
export function choosePort(given: string | undefined, byDefault: number, option = "--port"): PortChoice {
  if (given === undefined) return { port: byDefault, ifTaken: "next" };
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) {
    throw new RangeError(`${option} must be a number from 0 to 65535, not ${JSON.stringify(given)}.`);
  }
  return { port, ifTaken: "fail", option };
}

/**
 * Starts `server` on 127.0.0.1. Resolves with the port it got, and tells `log` when that is another one than the
 * default. @throws PortTakenError
 */
export async function listen(
  server: Server,
  { port, ifTaken, option }: PortChoice,
  log: (line: string) => void = console.log,
): Promise<number> {
  try {
    return await listenOnce(server, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    if (ifTaken === "fail" || port >= 65_535) throw new PortTakenError(port, option);
    log(`Port ${port} is taken: trying ${port + 1}.`);
    return listen(server, { port: port + 1, ifTaken }, log);
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
