import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createApp } from "../../../api/app";
import { parseConfig } from "../../../api/config";
import { fetchJwks } from "../../../api/fetch-jwks";
import { createHttpServer } from "../../../api/http-server";
import { createIdTokenVerifier } from "../../../api/id-token-verifier";
import { jwksLimits, startKeySource } from "../../../api/key-source";
import { createLogger } from "../../../api/logger";
import type { Target } from "../target";
import { sendOverHttp } from "./over-http";

/** The Express app behind an ordinary server, as `npm run api` runs it. */
export async function startApp(
  env: Readonly<Record<string, string>>,
  write: (line: string) => void = () => {},
): Promise<Target> {
  const config = parseConfig(env);
  const verifier = createIdTokenVerifier({
    ...config,
    keys: startKeySource({ fetchKeys: () => fetchJwks(config.jwksUri, jwksLimits) }),
  });
  const log = createLogger({ level: config.logLevel, service: "api", write });
  const app = createApp({ verifier, allowedOrigins: config.allowedOrigins, log, requestId: () => randomUUID() });
  const server = createHttpServer(app, config.allowedOrigins);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    name: "the Express app",
    kind: "app",
    takesEvents: false,
    request: (call) => sendOverHttp(origin, call),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
