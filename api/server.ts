/** `npm run api`: the app as an ordinary server, without gateway and Lambda, for a debugger. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createApp } from "./app";
import { type Environment, parseConfig } from "./config";
import { fetchJwks } from "./fetch-jwks";
import { createHttpServer } from "./http-server";
import { createIdTokenVerifier } from "./id-token-verifier";
import { jwksLimits, startKeySource } from "./key-source";
import { listen } from "./listen";
import { createLogger } from "./logger";
import { writeLine } from "./write-line";

const defaultPort = 3001;
const endpointsFile = ".local/endpoints.json";

const help = `Usage: npm run api [-- --port N]

The API as an ordinary server, without gateway and Lambda.

  --port N   listen on this port of 127.0.0.1; 0 for any free one. Without it ${defaultPort}, or the next free one.

Environment as for the Lambda: USER_POOL_ID, USER_POOL_CLIENT_ID, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
CORS_ALLOWED_ORIGINS, LOG_LEVEL. Where the first three are not set, they are those of the running npm start
(${endpointsFile}).
`;

async function main(args: readonly string[], env: Environment): Promise<void> {
  const options = { port: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const config = parseConfig(withRunningUserPool(env));
  const { allowedOrigins, logLevel: level } = config;
  const keys = startKeySource({ fetchKeys: () => fetchJwks(config.jwksUri, jwksLimits) });
  const log = createLogger({ level, service: "api", write: writeLine });
  const verifier = createIdTokenVerifier({ ...config, keys });
  const app = createApp({ verifier, allowedOrigins, log, requestId: () => randomUUID() });

  const port = choosePort(values.port);
  const actual = await listen(createHttpServer(app, allowedOrigins), port, values.port === undefined);
  if (port !== 0 && actual !== port) console.log(`port ${port} is taken, so it is ${actual}`);
  console.log(`listening on http://127.0.0.1:${actual}`);
}

function choosePort(given: string | undefined): number {
  const port = Number(given ?? defaultPort);
  if (given !== undefined && (!/^\d+$/.test(given) || port > 65_535)) {
    throw new Error(`--port must be a number from 0 to 65535, not ${JSON.stringify(given)}.`);
  }
  return port;
}

/** An environment that names a user pool is complete by itself: a local endpoint knows nothing of another pool. */
function withRunningUserPool(env: Environment): Environment {
  if (env.USER_POOL_ID || env.USER_POOL_CLIENT_ID || env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER) return env;
  const endpoints = readEndpoints();
  if (!endpoints) {
    throw new Error(
      `No user pool: run npm start first, which writes ${endpointsFile}, or set USER_POOL_ID and USER_POOL_CLIENT_ID.`,
    );
  }
  return {
    ...env,
    USER_POOL_ID: endpoints.userPoolId,
    USER_POOL_CLIENT_ID: endpoints.userPoolClientId,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.userPoolEndpoint,
  };
}

function readEndpoints(): Readonly<Record<string, string | undefined>> | undefined {
  try {
    return JSON.parse(readFileSync(endpointsFile, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${endpointsFile} is not readable: ${(error as Error).message}`);
  }
}

main(process.argv.slice(2), process.env).catch((error: Error) => {
  console.error(process.env.DEBUG ? error : error.message);
  process.exitCode = 1;
});
