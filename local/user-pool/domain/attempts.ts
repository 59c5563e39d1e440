/**
 * What is remembered of attempts, per user. Unknown user names are counted like known ones, so that a limit does not
 * tell whether a user exists.
 */
import { type Clock, hourMs, milliseconds } from "../clock";
import { attemptLimitExceeded, passwordAttemptsExceeded } from "../refusals";
import type { Collection } from "../store/store";
import { codeLifetimeMs } from "./codes";
import { afterCall, afterFailure, type Failures, isLocked, type Quota } from "./lockout";

interface AttemptRecord {
  readonly password?: Failures;
  /** Wrong codes of a second factor; counted apart, so that knowing the password does not forgive them (U). */
  readonly secondFactor?: Failures;
  readonly calls?: { readonly [Q in Quota]?: readonly number[] };
  /** When a password reset was last asked for. */
  readonly resetAskedAt?: number;
  /** Times are epoch milliseconds. */
  readonly lastAt: number;
}

type Guarded = "password" | "secondFactor";

export class Attempts {
  constructor(
    private readonly records: Collection<AttemptRecord>,
    private readonly clock: Clock,
  ) {
    this.#forgetOld();
  }

  /** @throws NotAuthorizedException inside a lockout; attempts in it do not count */
  assertPasswordAllowed(subject: string): void {
    this.#assertAllowed(subject, "password");
  }

  passwordFailed(subject: string): void {
    this.#failed(subject, "password");
  }

  passwordSucceeded(subject: string): void {
    this.#succeeded(subject, "password");
  }

  /** @throws NotAuthorizedException inside a lockout; the documentation says "the same" as for passwords, the text is U */
  assertSecondFactorAllowed(subject: string): void {
    this.#assertAllowed(subject, "secondFactor");
  }

  secondFactorFailed(subject: string): void {
    this.#failed(subject, "secondFactor");
  }

  secondFactorSucceeded(subject: string): void {
    this.#succeeded(subject, "secondFactor");
  }

  /** Counts a call. @throws LimitExceededException */
  countCall(subject: string, quota: Quota): void {
    const now = milliseconds(this.clock);
    const record = this.records.get(subject);
    const calls = afterCall(quota, record?.calls?.[quota], now);
    if (calls === undefined) throw attemptLimitExceeded();
    this.records.put(subject, { ...record, calls: { ...record?.calls, [quota]: calls }, lastAt: now });
  }

  /** Remembers that a reset code was asked for, so that a guess at it is answered alike for known and unknown users. */
  resetAsked(subject: string): void {
    const now = milliseconds(this.clock);
    this.records.put(subject, { ...this.records.get(subject), resetAskedAt: now, lastAt: now });
  }

  /** Within the lifetime of such a code. */
  wasResetAsked(subject: string): boolean {
    const askedAt = this.records.get(subject)?.resetAskedAt;
    return askedAt !== undefined && milliseconds(this.clock) < askedAt + codeLifetimeMs("forgotPassword");
  }

  forget(subject: string): void {
    this.records.delete(subject);
  }

  #assertAllowed(subject: string, kind: Guarded): void {
    if (isLocked(this.records.get(subject)?.[kind], milliseconds(this.clock))) throw passwordAttemptsExceeded();
  }

  #failed(subject: string, kind: Guarded): void {
    const now = milliseconds(this.clock);
    const record = this.records.get(subject);
    this.records.put(subject, { ...record, [kind]: afterFailure(record?.[kind], now), lastAt: now });
  }

  #succeeded(subject: string, kind: Guarded): void {
    const record = this.records.get(subject);
    if (record?.[kind] === undefined) return;
    const { [kind]: _forgotten, ...rest } = record;
    this.records.put(subject, rest);
  }

  #forgetOld(): void {
    const before = milliseconds(this.clock) - hourMs;
    for (const [subject, { lastAt }] of [...this.records.entries()]) if (lastAt < before) this.records.delete(subject);
  }
}
