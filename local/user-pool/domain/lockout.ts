/**
 * The growing delay after wrong passwords and codes, and hourly quotas. Pure values; domain/attempts.ts keeps them.
 * Sources: Developer Guide, "Authentication" (lockout) and "Quotas in Amazon Cognito".
 */
import { hourMs, minuteMs, secondMs } from "../clock";

export interface Failures {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly lastAt: number;
  readonly lockedUntil: number;
}

const noFailures: Failures = { count: 0, lastAt: 0, lockedUntil: 0 };
const forgetAfterMs = 15 * minuteMs;
const longestLockMs = 15 * minuteMs;

export function isLocked(failures: Failures | undefined, now: number): boolean {
  return failures !== undefined && now < failures.lockedUntil;
}

/** The state after one more failure: the fifth locks for a second, each further one doubles that, up to 15 minutes. */
export function afterFailure(failures: Failures = noFailures, now: number): Failures {
  const isForgotten = now - Math.max(failures.lastAt, failures.lockedUntil) >= forgetAfterMs;
  const count = (isForgotten ? 0 : failures.count) + 1;
  const lockMs = count < 5 ? 0 : Math.min(2 ** (count - 5) * secondMs, longestLockMs);
  return { count, lastAt: now, lockedUntil: lockMs === 0 ? 0 : now + lockMs };
}

/**
 * Calls per user and hour; no success takes one back (U). Where the service says "5 to 20, by risk", a developer's machine
 * is the lowest risk.
 */
const hourlyQuotas = {
  ResendConfirmationCode: 5,
  ConfirmSignUp: 15,
  /** ForgotPassword and ConfirmForgotPassword together. */
  ForgotPassword: 20,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
  /** One-time codes by e-mail, as first or second factor. */
  EmailOtp: 20,
} as const;

export type Quota = keyof typeof hourlyQuotas;

/** Times (epoch milliseconds) of the calls of the last hour, with this one; `undefined` when the quota is used up. */
export function afterCall(quota: Quota, calls: readonly number[] = [], now: number): readonly number[] | undefined {
  const recent = calls.filter((at) => at > now - hourMs);
  return recent.length >= hourlyQuotas[quota] ? undefined : [...recent, now];
}
