import type { ServerResponse } from "node:http";

/**
 * Ends a response with a JSON body. Express's `response.json` would do as well: it asks three more libraries for the
 * charset of JSON, which is a third of the time that a simple answer takes.
 */
export function sendJson(response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.end(body);
}
