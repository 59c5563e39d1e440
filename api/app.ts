/** The API as an Express app. Knows neither Lambda nor its environment. */
import express, { type Express } from "express";
import type { AllowedOrigins } from "./config";
import { corsHeaders } from "./cors";
import { errorHandler, notFound } from "./errors";
import { helloWorld } from "./hello-world";
import { helloWorldSecured } from "./hello-world-secured";
import type { IdTokenVerifier } from "./id-token-verifier";
import { type Handlers, mountRoutes } from "./mount-routes";
import { logRequest, type RequestLogOptions } from "./request-log";
import { routes } from "./routes";
import { securityHeaders } from "./security-headers";

export interface AppOptions extends RequestLogOptions {
  readonly verifier: IdTokenVerifier;
  readonly allowedOrigins: AllowedOrigins;
}

const handlers: Handlers<typeof routes> = { helloWorld, helloWorldSecured };

export function createApp({ verifier, allowedOrigins, log, requestId }: AppOptions): Express {
  const app = express();
  // Paths mean the same here as in the gateway, which compares them letter by letter.
  app.enable("case sensitive routing").enable("strict routing");
  app.disable("x-powered-by").disable("etag");

  const ownHeaders = Object.entries(securityHeaders);
  app.use((request, response, next) => {
    logRequest(request, response, { log, requestId });
    for (const [name, value] of ownHeaders) response.setHeader(name, value);
    for (const [name, value] of corsHeaders(allowedOrigins, request.headers.origin)) response.setHeader(name, value);
    next();
  });
  mountRoutes(app, routes, handlers, verifier);
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}
