/**
 * How many e-mails a day the pools together may send. The service's own mailer sends 50 for an account; here there is no
 * cap until somebody sets one. Source: Developer Guide, "Quotas in Amazon Cognito".
 */
import { type Clock, dayMs, hourMs, milliseconds } from "../clock";
import { LimitExceededException } from "../errors";
import type { Collection } from "../store/store";

interface Mailed {
  readonly perDay: number | null;
  /** Number of the day that `sent` is of. */
  readonly day: number;
  readonly sent: number;
}

const key = "email";
/** U: the service's day begins at 09:00 UTC. */
const dayBeginsMs = 9 * hourMs;

export class EmailQuota {
  constructor(
    private readonly records: Collection<Mailed>,
    private readonly clock: Clock,
  ) {}

  /** `null` for no cap. */
  get perDay(): number | null {
    return this.records.get(key)?.perDay ?? null;
  }

  get sentToday(): number {
    const mailed = this.records.get(key);
    return mailed?.day === this.#today() ? mailed.sent : 0;
  }

  setPerDay(perDay: number | null): void {
    this.#put({ perDay });
  }

  /** Counts one more e-mail. @throws LimitExceededException it would be one too many */
  count(): void {
    const { perDay, sentToday } = this;
    if (perDay !== null && sentToday >= perDay) {
      throw new LimitExceededException(
        "Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure " +
          "your user pool to use your own Amazon SES configuration for sending email from your account.",
      );
    }
    this.#put({ sent: sentToday + 1 });
  }

  #put(changes: Partial<Mailed>): void {
    this.records.put(key, { perDay: this.perDay, day: this.#today(), sent: this.sentToday, ...changes });
  }

  #today(): number {
    return Math.floor((milliseconds(this.clock) - dayBeginsMs) / dayMs);
  }
}
