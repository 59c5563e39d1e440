import { request as requestOverHttp } from "node:http";
import { request as requestOverTls } from "node:https";
import type { Call, Reply } from "../target";

/** Sends a call over a socket, its path and headers as they are: no client that would tidy them up first. */
export function sendOverHttp(origin: string, { method = "GET", path, headers = [], body }: Call): Promise<Reply> {
  const { protocol, host, hostname, port } = new URL(origin);
  const request = protocol === "https:" ? requestOverTls : requestOverHttp;
  const all: string[] = ["Host", host, ...headers.flat()];
  if (body !== undefined) all.push("Content-Length", String(Buffer.byteLength(body)));
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers: all, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
          ),
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
