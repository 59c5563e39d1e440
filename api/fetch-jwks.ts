/** One bounded HTTP GET for a JWKS, and what of it may be trusted. */
import type { IncomingMessage } from "node:http";

/** An RSA public key for RS256, as published in a JWKS (RFC 7517, RFC 7518 section 6.3). */
export interface RsaJwk {
  readonly kty: "RSA";
  readonly alg: "RS256";
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

/** The JWKS cannot be had: we do not know whether a token is genuine. A fault on our side, not the caller's. */
export class JwksUnavailableError extends Error {
  override readonly name = "JwksUnavailableError";
}

export interface FetchLimits {
  /** For the whole exchange, from name look-up to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Fetches a JWKS. Redirects are not followed: they would move the root of trust to wherever they point.
 * @returns the usable keys: RS256, for signatures, of at least 2048 bits; others are left out
 * @throws JwksUnavailableError not reachable, not 200, too slow, too large, or not a JWKS
 */
export async function fetchJwks(uri: string, limits: FetchLimits): Promise<readonly RsaJwk[]> {
  return parseJwks(await get(uri, limits));
}

function get(uri: string, { timeoutMs, maxBytes }: FetchLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    // Loaded here, because TLS is the dearest module of a cold start, and a pool on loopback needs none.
    const http = process.getBuiltinModule(uri.startsWith("https:") ? "node:https" : "node:http");
    const request = http.get(uri, { agent: false, headers: { accept: "application/json" } }, receive);
    const timer = setTimeout(() => give(`did not arrive within ${timeoutMs} ms`), timeoutMs);
    request.on("error", (error) => give(error.message));

    function receive(response: IncomingMessage): void {
      if (response.statusCode !== 200) {
        give(`was answered with status ${response.statusCode}`);
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) give(`is larger than ${maxBytes} bytes`);
        else chunks.push(chunk);
      });
      response.on("error", (error) => give(error.message));
      response.on("end", () => {
        clearTimeout(timer);
        resolve(Buffer.concat(chunks).toString("utf8"));
      });
    }

    function give(reason: string): void {
      clearTimeout(timer);
      request.destroy();
      reject(new JwksUnavailableError(`The JWKS at ${uri} ${reason}.`));
    }
  });
}

function parseJwks(text: string): readonly RsaJwk[] {
  let jwks: unknown;
  try {
    jwks = JSON.parse(text);
  } catch (cause) {
    throw new JwksUnavailableError("The JWKS is not JSON.", { cause });
  }
  if (!isObject(jwks) || !Array.isArray(jwks.keys)) throw new JwksUnavailableError("The JWKS has no list of keys.");
  return jwks.keys.filter(isUsable).map(({ kid, n, e }) => ({ kty: "RSA", alg: "RS256", kid, n, e }));
}

function isUsable(jwk: unknown): jwk is RsaJwk {
  return (
    isObject(jwk) &&
    jwk.kty === "RSA" &&
    jwk.alg === "RS256" &&
    (jwk.use === undefined || jwk.use === "sig") &&
    typeof jwk.kid === "string" &&
    typeof jwk.e === "string" &&
    typeof jwk.n === "string" &&
    bitLength(Buffer.from(jwk.n, "base64url")) >= 2048
  );
}

/** Of a big-endian number. */
function bitLength(bytes: Buffer): number {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (bytes.length - start) * 8 - (Math.clz32(bytes[start] ?? 0) - 24);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
