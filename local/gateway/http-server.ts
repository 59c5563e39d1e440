/**
 * The sockets: raw requests in, raw answers out. Node's own conveniences are off where they would hide what was sent, and
 * whatever goes wrong is answered in JSON.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { maxBodyBytes } from "./limits";
import { type GatewayRequest, headersFrom, headerValue, headerValues, splitTarget } from "./request";
import type { GatewayAnswer } from "./response/answer";
import { traceFor } from "./trace";

export type Handle = (request: GatewayRequest) => Promise<GatewayAnswer>;

export function createGatewayServer(handle: Handle, log: (line: string) => void): Server {
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming, outgoing, handle, log).catch((error: unknown) => {
      log(`500 ${incoming.method}: the gateway itself failed: ${error instanceof Error ? error.stack : String(error)}`);
      write(outgoing, plainAnswer(500, "Internal server error"));
    });
  };
  const server = createServer({ maxHeaderSize: 256 * 1024, requireHostHeader: false }, serve);
  server.maxHeadersCount = 0; // else those past the 2000th are dropped unseen
  server.on("checkExpectation", serve);
  server.on("connect", (_, socket) => refuseSocket(socket, 403, "CONNECT: this is no proxy", log));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
    // Node's own words; they have nothing of the request in them. Browsers open sockets that they never use: no line for those.
    const why = `this is no HTTP request that can be read: ${error.message}`;
    refuseSocket(socket, status, why, status === 408 ? () => {} : log);
  });
  return server;
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: Handle,
  log: (line: string) => void,
): Promise<void> {
  const receivedAt = new Date();
  const target = splitTarget(incoming.url ?? "");
  const headers = headersFrom(incoming.rawHeaders);
  const fault = faultOf(target.path, headerValues(headers, "host").length, incoming.httpVersion);
  if (fault !== undefined) {
    log(`400 ${incoming.method}: ${fault}`);
    outgoing.shouldKeepAlive = false;
    return write(outgoing, plainAnswer(400, "Bad Request", fault));
  }

  const body = await readBody(incoming);
  if (body === "aborted") return;
  // What is left of the body is not worth reading.
  if (body === "too large") outgoing.shouldKeepAlive = false;
  const request: GatewayRequest = {
    method: incoming.method ?? "",
    ...target,
    protocol: `HTTP/${incoming.httpVersion}`,
    headers,
    body,
    sourceIp: (incoming.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    receivedAt,
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString("base64"),
    trace: traceFor(headerValue(headers, "x-amzn-trace-id"), receivedAt),
  };
  write(outgoing, await handle(request));
}

/** What is wrong with a request that no stage would ever see. Source: RFC 9112, section 3.2. */
function faultOf(path: string, hosts: number, httpVersion: string): string | undefined {
  if (!path.startsWith("/")) return "the request target is no path";
  if (hosts > 1) return `${hosts} Host headers were sent; wanted is one`;
  return hosts === 0 && httpVersion === "1.1" ? "Host is missing" : undefined;
}

/** Too much is read to a bound and thrown away, so that a client which writes before it reads gets its answer. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | "too large" | "aborted"> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > 4 * maxBodyBytes) break;
    }
  } catch {
    return "aborted"; // the client has gone
  }
  return size > maxBodyBytes ? "too large" : Buffer.concat(chunks);
}

function write(outgoing: ServerResponse, { status, headers, body }: GatewayAnswer): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  // 204 and 304 have no body, and a length would promise one.
  const hasBody = status !== 204 && status !== 304;
  const sent = hasBody ? headers : headers.filter(([name]) => name.toLowerCase() !== "content-length");
  outgoing.writeHead(status, sent.flat());
  outgoing.end(hasBody ? body : undefined);
}

function plainAnswer(status: number, message: string, why?: string): GatewayAnswer {
  const body = Buffer.from(JSON.stringify({ message }));
  return {
    status,
    headers: [
      ["Content-Type", "application/json"],
      ["Content-Length", String(body.length)],
      ...(why === undefined ? [] : [["x-local-why", why] as const]),
    ],
    body,
  };
}

/** Where there is no request to answer, only bytes that are none. */
function refuseSocket(socket: Duplex, status: number, why: string, log: (line: string) => void): void {
  log(`${status}: ${why}`);
  socket.on("error", () => {}); // the client has gone; after CONNECT nobody else listens, and it would end the process
  const { headers, body } = plainAnswer(status, STATUS_CODES[status] ?? "Bad Request", why);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}Connection: close\r\n\r\n${body}`);
  // Nobody counts it among the connections any more: it must end by itself, or the gateway could not close.
  socket.resume();
  setTimeout(() => socket.destroy(), 1_000).unref();
}
