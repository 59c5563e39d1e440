/** The app behind an ordinary HTTP server. */
import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Express } from "express";
import type { AllowedOrigins } from "./config";
import { corsHeaders } from "./cors";
import { securityHeaders } from "./security-headers";

/** What Node's parser refuses (malformed, or headers above 16 kB) is answered like everything else, in JSON. */
export function createHttpServer(app: Express, allowedOrigins: AllowedOrigins): Server {
  const server = createServer(app);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    const body = JSON.stringify({ message: STATUS_CODES[status] });
    const headers = Object.entries({
      ...securityHeaders,
      ...Object.fromEntries(corsHeaders(allowedOrigins, undefined)),
      "Cache-Control": "no-store",
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": body.length,
      Connection: "close",
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join("")}\r\n${body}`);
  });
  return server;
}
