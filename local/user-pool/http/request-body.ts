/** A request's body: read up to a limit, and parsed. */
import type { IncomingMessage } from "node:http";
import { RequestEntityTooLargeException, SerializationException } from "../errors";

/** Bytes. Larger than any request of the protocol. */
const mostBytes = 512 * 1024;

/** @throws RequestEntityTooLargeException; the rest of the body is read and dropped, so that the client gets the answer */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
    }
  } catch {
    throw new SerializationException("The request ended early."); // nobody is left to read this, or to be blamed
  }
  if (size > mostBytes) throw new RequestEntityTooLargeException(`The request is larger than ${mostBytes} bytes.`);
  return Buffer.concat(chunks).toString("utf8");
}

/** @throws SerializationException not JSON */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SerializationException("The request is not JSON."); // U
  }
}
