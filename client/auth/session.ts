/** Who is signed in, as the ID token says. */

export interface Session {
  readonly email: string;
  readonly name: string | undefined;
  /** Epoch milliseconds on the clock of this machine, which may be wrong. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Everything in the ID token's payload, as it stands there. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * @param claims payload of an ID token. Source: Developer Guide, "Understanding the identity (ID) token"
 * @param driftMs how far the user pool's clock is ahead of this machine's
 */
export function sessionOf(claims: Readonly<Record<string, unknown>>, driftMs: number): Session {
  return {
    email: String(claims.email ?? claims["cognito:username"] ?? claims.sub),
    name: typeof claims.name === "string" && claims.name !== "" ? claims.name : undefined,
    issuedAt: Number(claims.iat) * 1000 - driftMs,
    expiresAt: Number(claims.exp) * 1000 - driftMs,
    claims,
  };
}
