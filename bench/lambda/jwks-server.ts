/** Where contestants get the JWKS from: loopback, or TLS at a distance. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface JwksServer {
  /** Without a path; every path answers the JWKS. */
  readonly url: string;
  close(): Promise<void>;
}

/** Over plain HTTP on loopback. */
export async function startLoopbackJwks(jwks: string): Promise<JwksServer> {
  const server = await listen(createHttpServer(answer(jwks)));
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => close(server) };
}

export interface DistantJwksOptions {
  readonly roundTripMs: number;
  readonly certificate: Certificate;
}

/**
 * Over TLS behind a relay that holds each message for one round trip, and the first of a connection for one more: TCP's
 * handshake, which a program cannot delay. With TLS 1.3 an answer thus takes three round trips, as over a real network.
 */
export async function startDistantJwks(
  jwks: string,
  { roundTripMs, certificate }: DistantJwksOptions,
): Promise<JwksServer> {
  const server = await listen(createTlsServer(certificate, answer(jwks)));
  const relay = await listen(createServer((client) => relayTo(portOf(server), client, roundTripMs)));
  return {
    url: `https://127.0.0.1:${portOf(relay)}`,
    close: async () => {
      await Promise.all([close(relay), close(server)]);
    },
  };
}

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly file: string;
}

/** A certificate for 127.0.0.1 that is its own authority; RSA, as Amazon's are. @throws Error there is no `openssl` */
export function createCertificate(folder: string): Certificate {
  const [keyFile, file] = [join(folder, "jwks-key.pem"), join(folder, "jwks-certificate.pem")];
  const subject = ["-subj", "/CN=bench", "-addext", "subjectAltName=IP:127.0.0.1"];
  const args = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    ...subject,
    "-keyout",
    keyFile,
    "-out",
    file,
  ];
  execFileSync("openssl", args, { stdio: "pipe" });
  return { key: readFileSync(keyFile, "utf8"), cert: readFileSync(file, "utf8"), file };
}

function answer(jwks: string): RequestListener {
  return (_request, response) => {
    response.setHeader("Content-Type", "application/json").end(jwks);
  };
}

function relayTo(port: number, client: Socket, roundTripMs: number): void {
  const server = connect(port, "127.0.0.1");
  let previous: Promise<unknown> = sleep(roundTripMs);
  client.on("data", (chunk) => {
    previous = Promise.all([previous, sleep(roundTripMs)]).then(() => server.write(chunk));
  });
  server.pipe(client);
  for (const socket of [client, server]) {
    socket.on("error", () => {});
    socket.on("close", () => {
      client.destroy();
      server.destroy();
    });
  }
}

async function listen<S extends Server>(server: S): Promise<S> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
