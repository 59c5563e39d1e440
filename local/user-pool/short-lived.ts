/** Values that wait for their one use: in memory, for a few minutes, so that a restart ends them. */
import { type Clock, milliseconds } from "./clock";

const most = 10_000;

export class ShortLived<T> {
  readonly #waiting = new Map<string, { readonly value: T; readonly expiresAt: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly lifetimeMs: number,
  ) {}

  put(key: string, value: T): void {
    this.#sweep();
    this.#waiting.set(key, { value, expiresAt: milliseconds(this.clock) + this.lifetimeMs });
  }

  /** The value, which is gone with this call; `undefined` when unknown, used or too old. */
  take(key: string): T | undefined {
    const entry = this.#waiting.get(key);
    this.#waiting.delete(key);
    return entry === undefined || milliseconds(this.clock) >= entry.expiresAt ? undefined : entry.value;
  }

  #sweep(): void {
    const now = milliseconds(this.clock);
    for (const [key, { expiresAt }] of this.#waiting) {
      if (expiresAt >= now && this.#waiting.size < most) break; // in order of opening
      this.#waiting.delete(key);
    }
  }
}
