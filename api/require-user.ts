/** Lets only signed-in users with a verified e-mail address through, and says who they are. */
import type { Request, RequestHandler, Response } from "express";
import { sendError } from "./errors";
import { JwksUnavailableError } from "./fetch-jwks";
import { type IdTokenClaims, type IdTokenVerifier, InvalidTokenError } from "./id-token-verifier";

/** A user whose ID token has been verified here. */
export type User = IdTokenClaims;

/** Seconds after which a caller may try again when the user pool's keys cannot be fetched. */
const retryAfterSeconds = 2;

/**
 * 401 without exactly one good token, 403 while the address is not verified, 503 while the pool's keys cannot be had.
 * The token is the only source of identity: claims that a gateway passes along are never read.
 */
export function requireUser(verifier: IdTokenVerifier): RequestHandler {
  return async (request, response, next) => {
    response.set("Cache-Control", "no-store");
    try {
      const user = await verifier.verify(requireToken(request));
      if (!user.email_verified) return sendError(response, 403, "The e-mail address of this account is not verified.");
      response.locals.user = user;
    } catch (error) {
      if (error instanceof InvalidTokenError) return refuse(response, error.check);
      if (error instanceof JwksUnavailableError) return unavailable(response);
      throw error;
    }
    next();
  };
}

/** The user that `requireUser` let through. @throws Error it has not run */
export function userOf(response: Response): User {
  const user = response.locals.user as User | undefined;
  if (!user) throw new Error("No user: the route is not behind requireUser.");
  return user;
}

/**
 * From the one `Authorization` value, `Bearer <token>` (RFC 6750) or the token alone: API Gateway takes both. Two
 * values are refused, because layers differ in which of them they read.
 */
function requireToken({ rawHeaders }: Request): string {
  const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "authorization");
  if (values.length !== 1) throw new InvalidTokenError(values.length === 0 ? "no token" : "several tokens");
  const [, token] = /^(?:Bearer )?([\w.-]+)$/.exec(values[0] ?? "") ?? [];
  if (!token) throw new InvalidTokenError("not a bearer token");
  return token;
}

/** The same answer whatever is wrong, so that nobody learns from it how to make a better forgery. */
function refuse(response: Response, check: string): void {
  response.locals.refusal = check;
  response.set("WWW-Authenticate", "Bearer");
  sendError(response, 401, "Unauthorized");
}

function unavailable(response: Response): void {
  response.locals.refusal = "JWKS unavailable";
  response.set("Retry-After", String(retryAfterSeconds));
  sendError(response, 503, "Service Unavailable");
}
