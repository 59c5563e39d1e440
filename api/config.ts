/** The environment of the API, read once. Everything else gets what it needs as arguments. */
import { type LogLevel, logLevels } from "./logger";

export type Environment = Readonly<Record<string, string | undefined>>;

/** `*`, or the exact origins whose pages may read our answers; none where the page shares the API's own origin. */
export type AllowedOrigins = "*" | readonly string[];

export interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Where the pool publishes its public keys. The only thing that the endpoint variable moves. */
  readonly jwksUri: string;
  readonly allowedOrigins: AllowedOrigins;
  readonly logLevel: LogLevel;
}

/** The environment cannot be used. `faults` names every variable that is missing or malformed, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly faults: readonly string[]) {
    super(`The environment of the API is not usable:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}

/**
 * Reads the function's variables (`npm run api -- --help` lists them). An empty variable counts as not set, but an empty
 * `CORS_ALLOWED_ORIGINS` is no origin at all, because its default is the widest value.
 * @throws ConfigError naming everything that is wrong
 */
export function parseConfig(env: Environment): Config {
  const faults: string[] = [];
  function attempt<T>(read: (env: Environment) => T): T | undefined {
    try {
      return read(env);
    } catch (error) {
      faults.push((error as Error).message);
      return undefined;
    }
  }

  const userPoolId = attempt(readUserPoolId);
  const userPoolClientId = attempt(readUserPoolClientId);
  const endpoint = attempt(readUserPoolEndpoint);
  const allowedOrigins = attempt(readAllowedOrigins);
  const logLevel = attempt(readLogLevel);

  if (faults.length > 0 || !userPoolId || !userPoolClientId || !allowedOrigins || !logLevel)
    throw new ConfigError(faults);
  const base = endpoint ?? `https://cognito-idp.${userPoolId.slice(0, userPoolId.indexOf("_"))}.amazonaws.com`;
  return {
    userPoolId,
    userPoolClientId,
    jwksUri: `${base}/${userPoolId}/.well-known/jwks.json`,
    allowedOrigins,
    logLevel,
  };
}

/** The form that aws-jwt-verify takes: a region, `_`, letters and digits. */
const userPoolIdForm = /^(eusc-[a-z]{2}|[a-z]{2})-(gov-)?[a-z]+-\d_[0-9A-Za-z]+$/;

function readUserPoolId({ USER_POOL_ID: id }: Environment): string {
  if (!id) throw new Error("USER_POOL_ID is missing: the id of the user pool, such as eu-west-1_AbCdEf123.");
  if (id.length > 55 || !userPoolIdForm.test(id)) {
    throw new Error(`USER_POOL_ID is ${JSON.stringify(id)}, which is not of the form eu-west-1_AbCdEf123.`);
  }
  return id;
}

function readUserPoolClientId({ USER_POOL_CLIENT_ID: id }: Environment): string {
  if (!id) throw new Error("USER_POOL_CLIENT_ID is missing: the id of the app client whose tokens are accepted.");
  if (!/^[\w+]{1,128}$/.test(id)) {
    throw new Error(`USER_POOL_CLIENT_ID is ${JSON.stringify(id)}, which is not 1 to 128 letters and digits.`);
  }
  return id;
}

/**
 * The AWS SDKs' own name for another Cognito endpoint. Whoever answers there decides which tokens are genuine, so
 * nobody between us and it may be able to change the answer.
 */
function readUserPoolEndpoint({ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: text }: Environment): string | undefined {
  if (!text) return undefined;
  const name = `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER is ${JSON.stringify(text)}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || url.search || url.hash)
    throw new Error(`${name}, which is not a plain URL.`);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new Error(
      `${name}: it must be https, or http with a loopback host, because the keys that tokens are verified with come from there.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readAllowedOrigins({ CORS_ALLOWED_ORIGINS: text = "*" }: Environment): AllowedOrigins {
  if (text.trim() === "*") return "*";
  if (text.trim() === "") return [];
  const origins = text.split(",").map((origin) => origin.trim());
  const wrong = origins.filter((origin) => !isOrigin(origin));
  if (wrong.length > 0) {
    const list = wrong.map((origin) => JSON.stringify(origin)).join(", ");
    throw new Error(
      `CORS_ALLOWED_ORIGINS contains ${list}: give * alone, or origins such as https://app.example.com, separated by commas.`,
    );
  }
  return origins;
}

/** Written exactly as browsers send it: scheme, host and port, no path, no default port. */
function isOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function readLogLevel({ LOG_LEVEL: text }: Environment): LogLevel {
  const level = logLevels.find((level) => level === (text || "info").toLowerCase());
  if (!level) throw new Error(`LOG_LEVEL is ${JSON.stringify(text)}: it must be one of ${logLevels.join(", ")}.`);
  return level;
}
