/** Finds the port that the page will have, before Vite listens there. */
import { createServer } from "node:net";
import { type PortChoice, PortTakenError } from "./listen";

/** Chosen before the page starts, because its configuration holds its address. @throws PortTakenError */
export async function choosePagePort({ port, ifTaken, option }: PortChoice): Promise<number> {
  const free = await freePort(port);
  if (free !== undefined) return free;
  if (ifTaken === "fail" || port >= 65_535) throw new PortTakenError(port, option);
  console.log(`Port ${port} is taken: trying ${port + 1}.`);
  return choosePagePort({ port: port + 1, ifTaken });
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
