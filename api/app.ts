/** The API as an Express app. Knows neither Lambda nor its environment. */
import express, { type Express, type Request } from "express";
import type { AllowedOrigins } from "./config";
import { corsHeaders } from "./cors";
import { errorHandler, notFound } from "./errors";
import { helloWorld } from "./hello-world";
import { helloWorldSecured } from "./hello-world-secured";
import type { IdTokenVerifier } from "./id-token-verifier";
import type { Logger } from "./logger";
import { type Handlers, mountRoutes } from "./mount-routes";
import { requestLog } from "./request-log";
import { routes } from "./routes";
import { securityHeaders } from "./security-headers";

export interface AppOptions {
  readonly verifier: IdTokenVerifier;
  readonly allowedOrigins: AllowedOrigins;
  readonly log: Logger;
  /** What the request's log line is found by. */
  readonly requestId: (request: Request) => string;
}

const handlers: Handlers<typeof routes> = { helloWorld, helloWorldSecured };

export function createApp({ verifier, allowedOrigins, log, requestId }: AppOptions): Express {
  const app = express();
  // Paths mean the same here as in the gateway, which compares them letter by letter.
  app.enable("case sensitive routing").enable("strict routing");
  app.disable("x-powered-by").disable("etag");

  app.use(requestLog(log, requestId));
  app.use((request, response, next) => {
    response.set(securityHeaders).set(corsHeaders(allowedOrigins, request.headers.origin));
    next();
  });
  mountRoutes(app, routes, handlers, verifier);
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}
