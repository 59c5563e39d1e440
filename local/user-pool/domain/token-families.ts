/**
 * Refresh-token families: everything that one sign-in gave rise to. Access tokens name theirs (`event_id`), so that
 * revoking a family ends both kinds.
 */
import { type Clock, milliseconds } from "../clock";
import { NotAuthorizedException, RefreshTokenReuseException } from "../errors";
import type { Collection } from "../store/store";
import type { RefreshTokenContent } from "./refresh-token";
import { longestTokenLifeMs } from "./signing-keys";

export interface TokenFamily {
  /** `event_id` of the sign-in. */
  readonly id: string;
  readonly originJti: string;
  readonly clientId: string;
  readonly username: string;
  /** Epoch seconds of the sign-in. */
  readonly authTime: number;
  /** Epoch milliseconds; rotation does not move it. */
  readonly expiresAt: number;
  readonly revokedAt?: number;
  /** The only generation that refreshes, but for those in `rotated` within their grace period. */
  readonly newest: number;
  /** Generations that were rotated out lately. */
  readonly rotated: readonly { readonly generation: number; readonly at: number }[];
}

export class TokenFamilies {
  constructor(
    private readonly records: Collection<TokenFamily>,
    private readonly clock: Clock,
  ) {
    // An access token of the last refresh outlives the family, and must not be taken for a revoked one.
    const before = milliseconds(clock) - longestTokenLifeMs;
    for (const [id, { expiresAt }] of [...records.entries()]) if (expiresAt < before) records.delete(id);
  }

  find(id: string): TokenFamily | undefined {
    return this.records.get(id);
  }

  save(family: TokenFamily): TokenFamily {
    this.records.put(family.id, family);
    return family;
  }

  revoke(family: TokenFamily): void {
    if (family.revokedAt === undefined) this.save({ ...family, revokedAt: milliseconds(this.clock) });
  }

  /** Ends every sign-in of a user. */
  revokeAllOf(username: string): void {
    for (const family of this.#of(username)) this.revoke(family);
  }

  deleteAllOf(username: string): void {
    for (const { id } of this.#of(username)) this.records.delete(id);
  }

  #of(username: string): TokenFamily[] {
    return Array.from(this.records.entries(), ([, family]) => family).filter((family) => family.username === username);
  }
}

/**
 * @throws NotAuthorizedException revoked or expired
 * @throws RefreshTokenReuseException rotated out, and the grace period is over
 */
export function assertRefreshable(family: TokenFamily, generation: number, graceSeconds: number, now: number): void {
  if (family.revokedAt !== undefined) throw new NotAuthorizedException("Refresh Token has been revoked");
  if (now >= family.expiresAt) throw new NotAuthorizedException("Refresh Token has expired"); // U
  if (generation === family.newest) return;
  const rotated = family.rotated.find((entry) => entry.generation === generation);
  const isInGrace = rotated !== undefined && now < rotated.at + graceSeconds * 1000;
  if (!isInGrace) throw new RefreshTokenReuseException("Refresh token reuse detected");
}

/** The family after `generation` was exchanged for a new token. A replay within the grace makes a second child. */
export function rotate(family: TokenFamily, generation: number, graceSeconds: number, now: number): TokenFamily {
  const recent = family.rotated.filter(({ at }) => now < at + graceSeconds * 1000);
  const rotated = recent.some((entry) => entry.generation === generation)
    ? recent
    : [...recent, { generation, at: now }];
  return { ...family, newest: family.newest + 1, rotated };
}

/** Revoking works with the newest token and with that of the sign-in; one in between changes nothing. */
export function endsFamily(family: TokenFamily, { generation }: RefreshTokenContent): boolean {
  return generation === family.newest || generation === 0;
}
