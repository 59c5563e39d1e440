/** Verifies ID tokens of one app client of one user pool: aws-jwt-verify, and the checks that it leaves to others. */
import { CognitoJwtVerifier } from "aws-jwt-verify/cognito-verifier";
import {
  CognitoJwtInvalidClientIdError,
  CognitoJwtInvalidTokenUseError,
  JwtExpiredError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  ParameterValidationError,
} from "aws-jwt-verify/error";
import type { JwksCache } from "aws-jwt-verify/jwk";
import type { DecomposedJwt } from "aws-jwt-verify/jwt";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import { JwksUnavailableError } from "./fetch-jwks";
import type { KeySource } from "./key-source";

/** The claims that routes may rely on. Cognito developer guide, "Understanding the identity (ID) token". */
export interface IdTokenClaims {
  /** Stable id of the user in the pool. */
  readonly sub: string;
  readonly email: string;
  /** Whether the user has proved to receive mail at `email`. */
  readonly email_verified: boolean;
}

export interface IdTokenVerifier {
  /**
   * @throws InvalidTokenError whatever is wrong with the token
   * @throws JwksUnavailableError it cannot be told at present
   */
  verify(token: string): Promise<IdTokenClaims>;
}

/** The token is refused. `check` names what it failed, for our log: callers get the same answer for each. */
export class InvalidTokenError extends Error {
  override readonly name = "InvalidTokenError";
  constructor(
    readonly check: string,
    options?: ErrorOptions,
  ) {
    super(`The token is refused: ${check}.`, options);
  }
}

export interface IdTokenVerifierOptions {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly keys: KeySource;
}

export function createIdTokenVerifier({ userPoolId, userPoolClientId, keys }: IdTokenVerifierOptions): IdTokenVerifier {
  const issuer = CognitoJwtVerifier.parseUserPoolId(userPoolId).issuer;
  const library = CognitoJwtVerifier.create(
    {
      userPoolId,
      clientId: userPoolClientId,
      tokenUse: "id",
      customJwtCheck: ({ payload }) => requireClaims(payload, issuer),
    },
    { jwksCache: new StrictJwksCache(keys) },
  );
  return {
    async verify(token) {
      try {
        const { sub, email, email_verified } = await library.verify(token);
        return { sub, email: email as string, email_verified: email_verified === true };
      } catch (error) {
        if (error instanceof JwksUnavailableError || error instanceof InvalidTokenError) throw error;
        // Everything else is a refusal too: a token must not be able to cause anything but one.
        throw new InvalidTokenError(checkOf(error), { cause: error });
      }
    },
  };
}

/** The library's errors by the check that they stand for. Their names do not survive minification. */
const checks = [
  [JwtParseError, "format"],
  [JwtInvalidSignatureError, "signature"],
  [JwtExpiredError, "exp"],
  [JwtNotBeforeError, "nbf"],
  [CognitoJwtInvalidTokenUseError, "token_use"],
  [CognitoJwtInvalidClientIdError, "aud"],
  // The library looks an issuer up in its configuration.
  [ParameterValidationError, "iss"],
] as const;

function checkOf(error: unknown): string {
  return checks.find(([type]) => error instanceof type)?.[1] ?? "other";
}

/** What the library asks for a key. It has taken the token apart by then, but neither fetched nor verified anything. */
class StrictJwksCache implements JwksCache {
  constructor(private readonly keys: KeySource) {}

  async getJwk(_jwksUri: string, jwt: DecomposedJwt): ReturnType<JwksCache["getJwk"]> {
    const kid = requireStrictForm(jwt);
    const key = await this.keys.find(kid);
    if (!key) throw new InvalidTokenError("unknown kid");
    return { ...key };
  }

  getCachedJwk(): never {
    throw new Error("Keys are fetched when needed: verify asynchronously.");
  }

  getJwks(): never {
    throw new Error("Keys are asked for by their id.");
  }

  addJwks(): never {
    throw new Error("Keys come from the key source alone.");
  }
}

/** RFC 7515 where the library is lenient. @returns the key id */
function requireStrictForm({ header, headerB64, payloadB64, signatureB64 }: DecomposedJwt): string {
  if (header.alg !== "RS256") throw new InvalidTokenError("alg");
  if (!header.kid) throw new InvalidTokenError("kid");
  // "crit" lists extensions that must be understood (section 4.1.11), "b64" is one of them (RFC 7797): we know none.
  if ("crit" in header || "b64" in header) throw new InvalidTokenError("critical header");
  // One token, one spelling: a second one with other padding or other unused bits would pass as another token.
  if (![headerB64, payloadB64, signatureB64].every(isCanonicalBase64Url)) throw new InvalidTokenError("encoding");
  return header.kid;
}

function isCanonicalBase64Url(text: string): boolean {
  return Buffer.from(text, "base64url").toString("base64url") === text;
}

/** The claims that the library checks only where they are present, or not at all. */
function requireClaims(payload: JwtPayload, issuer: string): void {
  if (typeof payload.exp !== "number") throw new InvalidTokenError("exp");
  // The library also takes Cognito's multi-Region issuer; the gateway's authorizer does not.
  if (payload.iss !== issuer) throw new InvalidTokenError("iss");
  if (typeof payload.sub !== "string" || payload.sub === "") throw new InvalidTokenError("sub");
  if (typeof payload.email !== "string" || payload.email === "") throw new InvalidTokenError("email");
}
