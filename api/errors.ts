/** Errors as `{"message": "…"}`, as API Gateway writes its own: never HTML, never a stack. */
import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "./logger";
import { sendJson } from "./send-json";

export interface RefusalOptions extends ErrorOptions {
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Why, for the request's log line. Nothing of what the caller sent. */
  readonly reason?: string;
}

/** The request is not served, and the caller is told so. Throw it from anywhere below a route. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string | undefined;

  constructor(
    readonly status: number,
    { message, headers = {}, reason, ...options }: RefusalOptions = {},
  ) {
    super(message ?? messageOf(status), options);
    this.headers = headers;
    this.reason = reason;
  }
}

/** Express's own 404 is an HTML page, and breaks behind serverless-express. */
export const notFound: RequestHandler = (_request, _response, next) => next(new Refusal(404));

/**
 * Answers a refusal as it says. A fault of the caller that a middleware found (a body that is not JSON, too large …)
 * gets its status; anything else is ours: logged with its stack, answered without detail. Express's own page shows the
 * stack wherever `NODE_ENV` is not `production`, which is so in Lambda.
 */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const refusal = error instanceof Refusal ? error : new Refusal(callersFault(error) ?? 500, { cause: error });
    if (refusal.status === 500) log.error("The request failed", { error: describe(error) });
    if (response.headersSent) {
      response.end();
      return;
    }
    response.locals.refusal = refusal.reason;
    response.setHeader("Cache-Control", "no-store");
    for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
    response.statusCode = refusal.status;
    sendJson(response, { message: refusal.message });
  };
}

/** An error for a log line. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function messageOf(status: number): string {
  return STATUS_CODES[status] ?? "Error";
}

function callersFault(error: unknown): number | undefined {
  const { status } = Object(error) as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}
