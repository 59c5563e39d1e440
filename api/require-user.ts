/** Lets only signed-in users with a verified e-mail address through, and says who they are. */
import type { IncomingMessage } from "node:http";
import { Refusal } from "./errors";
import { JwksUnavailableError } from "./fetch-jwks";
import { type IdTokenClaims, type IdTokenVerifier, InvalidTokenError } from "./id-token-verifier";

/** A user whose ID token has been verified here. */
export type User = IdTokenClaims;

/** Seconds after which a caller may try again when the user pool's keys cannot be fetched. */
const retryAfterSeconds = 2;

/**
 * The user who sent a request. The token is the only source of identity: claims that a gateway passes along are never
 * read.
 * @throws Refusal 401 without exactly one good token, 403 while the address is not verified, 503 while the pool's keys
 *   cannot be had
 */
export async function requireUser(request: IncomingMessage, verifier: IdTokenVerifier): Promise<User> {
  const user = await verify(request, verifier);
  if (user.email_verified) return user;
  throw new Refusal(403, {
    message: "The e-mail address of this account is not verified.",
    reason: "email_verified",
  });
}

async function verify(request: IncomingMessage, verifier: IdTokenVerifier): Promise<User> {
  try {
    return await verifier.verify(requireToken(request));
  } catch (cause) {
    if (cause instanceof InvalidTokenError) {
      // The same answer whatever is wrong: nobody learns from it how to make a better forgery.
      throw new Refusal(401, { headers: { "WWW-Authenticate": "Bearer" }, reason: cause.check, cause });
    }
    if (cause instanceof JwksUnavailableError) {
      throw new Refusal(503, {
        headers: { "Retry-After": String(retryAfterSeconds) },
        reason: "JWKS unavailable",
        cause,
      });
    }
    throw cause;
  }
}

/**
 * From the one `Authorization` value, `Bearer <token>` (RFC 6750) or the token alone: API Gateway takes both. Two
 * values are refused, because layers differ in which of them they read.
 */
function requireToken({ rawHeaders }: IncomingMessage): string {
  const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "authorization");
  if (values.length !== 1) throw new InvalidTokenError(values.length === 0 ? "no token" : "several tokens");
  const [, token] = /^(?:Bearer )?([\w.-]+)$/.exec(values[0] ?? "") ?? [];
  if (!token) throw new InvalidTokenError("not a bearer token");
  return token;
}
