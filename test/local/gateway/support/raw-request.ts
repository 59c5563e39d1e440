/** A request as bytes on a socket: HTTP clients normalise paths and join headers, and that is what is tested here. */
import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** Names as sent; every line by itself. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly json: unknown;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** Sent in place of the default one; none with an empty text. */
  readonly host?: string;
}

/** @param target exactly what stands on the request line */
export function rawRequest(url: string, target: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { method = "GET", headers = [], body, host = new URL(url).host } = request;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(host === "" ? [] : [`Host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    "Connection: close",
  ];
  return rawBytes(
    url,
    Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(body ?? "")]),
  );
}

export async function rawBytes(url: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {}); // an answer that came before the reset still counts
  socket.write(bytes);
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("close", () => resolve());
  });
  return parseAnswer(Buffer.concat(chunks).toString("latin1"));
}

function parseAnswer(text: string): RawAnswer {
  const cut = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, cut).split("\r\n");
  const body = Buffer.from(text.slice(cut + 4), "latin1").toString("utf8");
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
    body,
    get json() {
      return JSON.parse(body);
    },
  };
}

export function valuesOf(answer: RawAnswer, name: string): string[] {
  return answer.headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, v]) => v);
}
