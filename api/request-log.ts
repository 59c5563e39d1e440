/** One log line for each request. */
import type { Request, Response } from "express";
import type { Logger } from "./logger";

export interface RequestLogOptions {
  readonly log: Logger;
  /** What the request's log line is found by. */
  readonly requestId: (request: Request) => string;
}

/**
 * Logs a request when it has been answered: id, route, status and duration; for a refusal, the reason. Nothing
 * personal: no path (it may hold anything), no query, no claim, no address. The user is found in the stage's access
 * log, by the request id.
 */
export function logRequest(request: Request, response: Response, { log, requestId }: RequestLogOptions): void {
  const start = performance.now();
  response.once("finish", () => {
    log.info("request", {
      request_id: requestId(request),
      route: response.locals.route ?? "none",
      status: response.statusCode,
      duration_ms: Math.round((performance.now() - start) * 100) / 100,
      refusal: response.locals.refusal,
    });
  });
}
