/** Giving a user a password: only its SRP verifier is kept. */
import { randomBytes } from "node:crypto";
import { type Clock, dayMs, milliseconds } from "../clock";
import { isPassword, makeVerifier, type PasswordVerifier } from "../domain/srp";
import type { User } from "../domain/user";
import { PasswordHistoryPolicyViolationException } from "../errors";
import { type Pool, srpIdentity } from "../pool";

/** The user with a new password, not yet saved. */
export function withNewPassword(pool: Pool, user: User, password: string): User {
  const { temporaryPasswordExpiresAt: _over, ...rest } = user;
  const former = user.password === undefined ? [] : [user.password, ...user.formerPasswords];
  return {
    ...rest,
    password: makeVerifier(srpIdentity(pool, user.username), password, randomBytes(16)),
    formerPasswords: former.slice(0, Math.max(0, pool.settings.passwordPolicy.historySize - 1)),
  };
}

/** @throws PasswordHistoryPolicyViolationException one of the last passwords, where the policy remembers some; U: text */
export function assertNotUsedBefore(pool: Pool, user: User, password: string): void {
  const { historySize } = pool.settings.passwordPolicy;
  if (historySize === 0) return;
  const identity = srpIdentity(pool, user.username);
  const kept: readonly PasswordVerifier[] = [user.password ?? [], user.formerPasswords].flat();
  if (kept.slice(0, historySize).some((verifier) => isPassword(identity, password, verifier))) {
    throw new PasswordHistoryPolicyViolationException("Password has previously been used");
  }
}

/** The user with a password that has to be replaced at the next sign-in, not yet saved. */
export function withTemporaryPassword(pool: Pool, user: User, password: string, clock: Clock): User {
  const validForMs = pool.settings.passwordPolicy.temporaryPasswordValidityDays * dayMs;
  return {
    ...withNewPassword(pool, user, password),
    status: "FORCE_CHANGE_PASSWORD",
    temporaryPasswordExpiresAt: milliseconds(clock) + validForMs,
  };
}
