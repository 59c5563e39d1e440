/** Who is signed in, as the ID token says. */

export interface Session {
  readonly email: string;
  readonly name: string | undefined;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Everything in the ID token's payload, as it stands there. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** @param claims payload of an ID token. Source: Developer Guide, "Understanding the identity (ID) token" */
export function sessionOf(claims: Readonly<Record<string, unknown>>): Session {
  return {
    email: String(claims.email ?? claims["cognito:username"] ?? claims.sub),
    name: typeof claims.name === "string" && claims.name !== "" ? claims.name : undefined,
    issuedAt: Number(claims.iat) * 1000,
    expiresAt: Number(claims.exp) * 1000,
    claims,
  };
}
