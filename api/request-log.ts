/** One log line for each request. */
import type { Request, RequestHandler } from "express";
import type { Logger } from "./logger";

/**
 * Request id, route, status and duration; for a refusal, the check that failed. Nothing personal: no path (it may
 * hold anything), no query, no claim, no address. The user is found in the stage's access log, by the request id.
 */
export function requestLog(log: Logger, requestId: (request: Request) => string): RequestHandler {
  return (request, response, next) => {
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
    next();
  };
}
