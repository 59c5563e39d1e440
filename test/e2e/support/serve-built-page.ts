/** Serves the built page as its hosting does: compressed, with the one Content-Security-Policy, the API below `/api`. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { listen } from "../../../local/listen";

export interface BuiltPageOptions {
  /** What `buildClient` made. */
  readonly dir: string;
  /** Content of `/config.json`, asked for at each request; `undefined` is answered with 404. */
  readonly config: (pageUrl: string) => unknown;
  /** The gateway with its stage. */
  readonly apiUrl: string;
  /** Where the page may connect to besides its own origin. */
  readonly userPoolOrigin: string;
}

export interface BuiltPage {
  /** `http://localhost:N`: passkeys refuse IP addresses. */
  readonly url: string;
  close(): Promise<void>;
}

interface PolicyFile {
  readonly directives: Readonly<Record<string, readonly string[]>>;
}

/** The header's value, from the same file that the hosting reads. */
export function contentSecurityPolicy(userPoolOrigin: string): string {
  const { directives } = JSON.parse(readFileSync("client/content-security-policy.json", "utf8")) as PolicyFile;
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ")
    .replaceAll("{userPoolOrigin}", userPoolOrigin);
}

export async function serveBuiltPage(options: BuiltPageOptions): Promise<BuiltPage> {
  const policy = contentSecurityPolicy(options.userPoolOrigin);
  let url = "";
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? "/";
    if (path.startsWith("/api/")) return forward(incoming, response, `${options.apiUrl}${path}`);
    if (path === "/config.json") return sendConfig(response, options.config(url));
    sendFile(response, join(options.dir, path === "/" ? "index.html" : path), policy);
  });
  url = `http://localhost:${await listen(server, { port: 0, ifTaken: "fail" })}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, target: string): void {
  const { method, headers } = incoming;
  const outgoing = request(target, { method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", ({ message }) => response.writeHead(502).end(message));
  incoming.pipe(outgoing);
}

function sendConfig(response: ServerResponse, config: unknown): void {
  if (config === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(typeof config === "string" ? config : JSON.stringify(config));
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** By file: what was built stays as it is. */
const compressed = new Map<string, Buffer>();

function sendFile(response: ServerResponse, file: string, policy: string): void {
  const type = types[extname(file)];
  if (type === undefined) return void response.writeHead(404).end();
  try {
    const content = compressed.get(file) ?? gzipSync(readFileSync(file));
    compressed.set(file, content);
    response.writeHead(200, {
      "content-type": type,
      "content-encoding": "gzip",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "cache-control": extname(file) === ".html" ? "no-cache" : "public, max-age=31536000, immutable",
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
