/**
 * The pool's time: the machine's, moved on by as much as was asked for. It survives a restart, because what is kept (codes,
 * sign-ins) carries times of it; only a reset turns it back.
 */
import type { Clock } from "./clock";
import type { Collection } from "./store/store";

const key = "clock";

export class PoolClock {
  readonly now: Clock;

  constructor(
    machine: Clock,
    private readonly records: Collection<{ readonly advancedSeconds: number }>,
  ) {
    this.now = () => new Date(machine().getTime() + this.advancedSeconds * 1000);
  }

  get advancedSeconds(): number {
    return this.records.get(key)?.advancedSeconds ?? 0;
  }

  advance(seconds: number): void {
    this.records.put(key, { advancedSeconds: this.advancedSeconds + seconds });
  }
}
