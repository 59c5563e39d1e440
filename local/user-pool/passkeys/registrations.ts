/** Passkeys that are being made: the challenge of StartWebAuthnRegistration, until CompleteWebAuthnRegistration. */
import { randomBytes } from "node:crypto";
import { type Clock, minuteMs } from "../clock";
import { ShortLived } from "../short-lived";

/** Whose challenge it is. */
export interface Registrant {
  readonly poolId: string;
  readonly username: string;
}

export class Registrations {
  /** Challenge to the client that asked for it. U: how long the service waits; browsers are given one minute. */
  readonly #clients: ShortLived<string>;

  constructor(clock: Clock) {
    this.#clients = new ShortLived(clock, 3 * minuteMs);
  }

  /** @returns the challenge, base64url */
  open(registrant: Registrant, clientId: string): string {
    const challenge = randomBytes(32).toString("base64url");
    this.#clients.put(key(registrant, challenge), clientId);
    return challenge;
  }

  /** The client that this user's challenge was given to; the challenge is used up with this call. */
  take(registrant: Registrant, challenge: string): string | undefined {
    return this.#clients.take(key(registrant, challenge));
  }
}

function key({ poolId, username }: Registrant, challenge: string): string {
  return [poolId, username, challenge].join("\0");
}
