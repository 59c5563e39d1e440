/** SRP exchanges that wait for the client's proof, by their SECRET_BLOCK. */
import { randomBytes } from "node:crypto";
import { type Clock, minuteMs } from "../clock";
import type { SrpExchange } from "../domain/srp";
import { ShortLived } from "../short-lived";
import type { Candidate } from "./candidate";

export interface PendingExchange {
  readonly clientId: string;
  readonly candidate: Candidate;
  readonly exchange: SrpExchange;
  /** Whether the proof must come with a session: in USER_AUTH it does. */
  readonly hasSession: boolean;
}

export class SrpExchanges {
  readonly #pending: ShortLived<PendingExchange>;

  constructor(clock: Clock) {
    this.#pending = new ShortLived(clock, 3 * minuteMs);
  }

  /** @returns the SECRET_BLOCK, standard base64 */
  open(pending: PendingExchange): string {
    const secretBlock = randomBytes(512).toString("base64");
    this.#pending.put(secretBlock, pending);
    return secretBlock;
  }

  /** The exchange, which is over with this call; `undefined` when unknown, used, too old or of another client. */
  take(secretBlock: string, clientId: string): PendingExchange | undefined {
    const pending = this.#pending.take(secretBlock);
    return pending?.clientId === clientId ? pending : undefined;
  }
}
