/** Errors as `{"message": "…"}`, as API Gateway writes its own: never HTML, never a stack. */
import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { Logger } from "./logger";

/** Ends the response with an error that no cache keeps. */
export function sendError(response: Response, status: number, message = STATUS_CODES[status] ?? "Error"): void {
  response.status(status).set("Cache-Control", "no-store").json({ message });
}

/** Express's own 404 is an HTML page, and breaks behind serverless-express. */
export const notFound: RequestHandler = (_request, response) => sendError(response, 404);

/**
 * A fault of the caller that a middleware found (a body that is not JSON, too large …) gets its status; anything else
 * is ours: logged with its stack, answered without detail. Express's own page shows the stack wherever `NODE_ENV` is
 * not `production`, which is so in Lambda.
 */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = callersFault(error);
    if (!status) log.error("The request failed", { error: error instanceof Error ? error.stack : String(error) });
    if (response.headersSent) response.end();
    else sendError(response, status ?? 500);
  };
}

function callersFault(error: unknown): number | undefined {
  const { status } = error as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}
