/** SRP exchanges that wait for the client's proof, by their SECRET_BLOCK: in memory, short-lived, for one use. */
import { randomBytes } from "node:crypto";
import { type Clock, milliseconds } from "../clock";
import type { SrpExchange } from "../domain/srp";
import type { Candidate } from "./candidate";

export interface PendingExchange {
  readonly clientId: string;
  readonly candidate: Candidate;
  readonly exchange: SrpExchange;
  /** Whether the proof must come with a session: in USER_AUTH it does. */
  readonly hasSession: boolean;
}

const lifetimeMs = 3 * 60_000;
const mostExchanges = 10_000;

export class SrpExchanges {
  readonly #pending = new Map<string, PendingExchange & { readonly expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  /** @returns the SECRET_BLOCK, standard base64 */
  open(pending: PendingExchange): string {
    this.#sweep();
    const secretBlock = randomBytes(512).toString("base64");
    this.#pending.set(secretBlock, { ...pending, expiresAt: milliseconds(this.clock) + lifetimeMs });
    return secretBlock;
  }

  /** The exchange, which is over with this call; `undefined` when unknown, used, too old or of another client. */
  take(secretBlock: string, clientId: string): PendingExchange | undefined {
    const pending = this.#pending.get(secretBlock);
    this.#pending.delete(secretBlock);
    if (pending?.clientId !== clientId || milliseconds(this.clock) >= pending.expiresAt) return undefined;
    return pending;
  }

  #sweep(): void {
    const now = milliseconds(this.clock);
    for (const [secretBlock, { expiresAt }] of this.#pending) {
      if (expiresAt >= now && this.#pending.size < mostExchanges) break; // in order of opening
      this.#pending.delete(secretBlock);
    }
  }
}
