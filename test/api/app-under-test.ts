/** The app, its pool and its log, for tests that look at all three. */

import { createApp } from "../../api/app";
import type { AllowedOrigins } from "../../api/config";
import { fetchJwks } from "../../api/fetch-jwks";
import { createIdTokenVerifier } from "../../api/id-token-verifier";
import { startKeySource } from "../../api/key-source";
import { createLogger, type LogLevel } from "../../api/logger";
import type { TokenKit } from "../contract/token-kit";

export interface AppUnderTestOptions {
  readonly kit: TokenKit;
  readonly jwksUrl: string;
  readonly allowedOrigins?: AllowedOrigins;
  readonly level?: LogLevel;
  readonly timeoutMs?: number;
}

export function createAppUnderTest({
  kit,
  jwksUrl,
  allowedOrigins = "*",
  level = "info",
  timeoutMs = 2_000,
}: AppUnderTestOptions) {
  const lines: string[] = [];
  const keys = startKeySource({
    fetchKeys: () => fetchJwks(`${jwksUrl}/${kit.userPoolId}/.well-known/jwks.json`, { timeoutMs, maxBytes: 65_536 }),
    retryMs: 0,
    refetchMs: 0,
  });
  const { userPoolId, userPoolClientId } = kit;
  const app = createApp({
    verifier: createIdTokenVerifier({ userPoolId, userPoolClientId, keys }),
    allowedOrigins,
    log: createLogger({ level, service: "api", write: (line) => lines.push(line) }),
    requestId: () => "request-1",
  });
  return { app, lines, entries: () => lines.map((line) => JSON.parse(line)) };
}
