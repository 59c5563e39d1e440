/** What the server sends back, and the one place where errors meet the wire. Source: AWS JSON 1.1 protocol. */
import type { ServerResponse } from "node:http";
import { CognitoError, InternalErrorException } from "../errors";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of an operation. `Date`s become epoch seconds with their fraction; `undefined` members are left out. */
export function protocolAnswer(value: unknown): Answer {
  return { status: 200, headers: { "content-type": protocolType }, body: JSON.stringify(wireValue(value)) };
}

export function errorAnswer(error: CognitoError): Answer {
  const { name, message, status } = error;
  return {
    status,
    headers: {
      "content-type": protocolType,
      "x-amzn-errortype": `${name}:`,
      // Texts may hold what a caller sent; a header may not hold all of that.
      "x-amzn-errormessage": message.replace(/[^\x20-\x7e]/g, " ").slice(0, 1024),
    },
    body: JSON.stringify({ __type: name, message }),
  };
}

/** A caller's fault is an answer; anything else is ours, logged with its stack and answered without detail. */
export function answerForError(error: unknown, log: (line: string) => void): Answer {
  if (error instanceof CognitoError) return errorAnswer(error);
  log(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
  return errorAnswer(new InternalErrorException("Something went wrong")); // U: text
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { "cache-control": "no-store", ...headers, "content-length": length }).end(body);
}

const protocolType = "application/x-amz-json-1.1";

function wireValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(wireValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireValue(member)]));
}
