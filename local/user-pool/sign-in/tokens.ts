/** Tokens for a sign-in, and new ones for its refresh token. */
import { randomUUID } from "node:crypto";
import { epochSeconds, milliseconds } from "../clock";
import { accessTokenClaims, idTokenClaims, type TokenContext } from "../domain/claims";
import { parseJwt, signJwt } from "../domain/jwt";
import { openRefreshToken, sealRefreshToken } from "../domain/refresh-token";
import { assertRefreshable, endsFamily, rotate, type TokenFamily } from "../domain/token-families";
import type { User } from "../domain/user";
import { NotAuthorizedException, UnauthorizedException, UnsupportedTokenTypeException } from "../errors";
import type { OperationTools } from "../operation-tools";
import type { Pool } from "../pool";
import type { PoolAndClient } from "../pools";
import { passwordResetRequired, userDoesNotExist, userIsDisabled } from "../refusals";
import type { AuthenticationResult } from "./auth-answer";

/** Tokens of a new sign-in. */
export function issueTokens(
  { clock }: Pick<OperationTools, "clock">,
  target: PoolAndClient,
  user: User,
): AuthenticationResult {
  const { pool, client } = target;
  const family = pool.tokenFamilies.save({
    id: randomUUID(),
    originJti: randomUUID(),
    clientId: client.id,
    username: user.username,
    authTime: epochSeconds(clock),
    expiresAt: milliseconds(clock) + client.refreshTokenSeconds * 1000,
    newest: 0,
    rotated: [],
  });
  return {
    ...signTokens(target, user, family, epochSeconds(clock)),
    RefreshToken: sealRefreshToken({ familyId: family.id, generation: 0 }, refreshKey(pool)),
  };
}

/** A refresh token, opened. */
export interface OpenedRefreshToken {
  /** The sign-in that it continues. */
  readonly family: TokenFamily;
  readonly generation: number;
}

/**
 * New ID and access tokens for a refresh token, and a new refresh token where the client rotates them.
 * @throws NotAuthorizedException revoked or expired; the user is disabled
 * @throws RefreshTokenReuseException
 */
export function refreshTokens(
  { clock }: Pick<OperationTools, "clock">,
  target: PoolAndClient,
  { family, generation }: OpenedRefreshToken,
): AuthenticationResult {
  const { pool, client } = target;
  const now = milliseconds(clock);
  const graceSeconds = client.rotation?.graceSeconds ?? 0;
  const user = requireEnabledUser(pool, family); // first: disabling a user revokes too, and has its own text
  assertRefreshable(family, generation, graceSeconds, now);
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  const tokens = signTokens(target, user, family, epochSeconds(clock));
  if (client.rotation === undefined) return tokens;

  const rotated = pool.tokenFamilies.save(rotate(family, generation, graceSeconds, now));
  return {
    ...tokens,
    RefreshToken: sealRefreshToken({ familyId: family.id, generation: rotated.newest }, refreshKey(pool)),
  };
}

/** @throws NotAuthorizedException not a refresh token of this client */
export function requireRefreshToken({ pool, client }: PoolAndClient, token: string): OpenedRefreshToken {
  const content = openRefreshToken(token, refreshKey(pool));
  const family = content && pool.tokenFamilies.find(content.familyId);
  if (content === undefined || family?.clientId !== client.id) {
    throw new NotAuthorizedException("Invalid Refresh Token");
  }
  return { family, generation: content.generation };
}

/**
 * Ends the sign-in that a refresh token belongs to; a token that was never issued, or is revoked already, is fine.
 * @throws UnsupportedTokenTypeException an ID or access token (U: text)
 * @throws UnauthorizedException the token belongs to another client (U: text)
 */
export function revokeRefreshToken({ pool, client }: PoolAndClient, token: string): void {
  if (parseJwt(token) !== undefined) throw new UnsupportedTokenTypeException("Unsupported token type");
  const content = openRefreshToken(token, refreshKey(pool));
  const family = content && pool.tokenFamilies.find(content.familyId);
  if (content === undefined || family === undefined) return;
  if (family.clientId !== client.id) throw new UnauthorizedException("Unauthorized");
  if (endsFamily(family, content)) pool.tokenFamilies.revoke(family);
}

function signTokens(
  { pool, client }: PoolAndClient,
  user: User,
  family: TokenFamily,
  issuedAt: number,
): Omit<AuthenticationResult, "RefreshToken"> {
  const groups = pool.groups.of(user.username);
  const context: TokenContext = { issuer: pool.issuer, client, user, family, groups, issuedAt };
  return {
    AccessToken: signJwt(accessTokenClaims(context, randomUUID()), pool.keys.signer("access")),
    ExpiresIn: client.accessTokenSeconds,
    IdToken: signJwt(idTokenClaims(context, randomUUID()), pool.keys.signer("id")),
    TokenType: "Bearer",
  };
}

function requireEnabledUser(pool: Pool, { username }: TokenFamily): User {
  const user = pool.users.find(username);
  if (user === undefined) throw userDoesNotExist();
  if (!user.enabled) throw userIsDisabled();
  return user;
}

function refreshKey(pool: Pool): Buffer {
  return pool.secretFor("refresh tokens");
}
