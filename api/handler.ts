/**
 * The Lambda function: its environment, and the parts put together.
 *
 * The first thing it does is to ask for the user pool's keys, so that they travel while the app loads: everything
 * that the app needs is therefore required further down, not imported above.
 */
import { parseConfig } from "./config";
import { fetchJwks } from "./fetch-jwks";
import { jwksLimits, startKeySource } from "./key-source";

const config = parseConfig(process.env);
const keys = startKeySource({ fetchKeys: () => fetchJwks(config.jwksUri, jwksLimits) });

const { createApp } = require("./app") as typeof import("./app");
const { createIdTokenVerifier } = require("./id-token-verifier") as typeof import("./id-token-verifier");
const { createProxyHandler, requestIdHeader } = require("./lambda-handler") as typeof import("./lambda-handler");
const { createLogger } = require("./logger") as typeof import("./logger");
const { writeLine } = require("./write-line") as typeof import("./write-line");

const { allowedOrigins, logLevel } = config;
const log = createLogger({ level: logLevel, service: "api", write: writeLine });
const app = createApp({
  verifier: createIdTokenVerifier({ ...config, keys }),
  allowedOrigins,
  log,
  requestId: (request) => String(request.headers[requestIdHeader]),
});
const serve = createProxyHandler({ app, allowedOrigins, log });

/** Two parameters: the newest Lambda runtime client refuses a handler with a third one, the old callback. */
export const handler = (event: unknown, _context: unknown) => serve(event);
