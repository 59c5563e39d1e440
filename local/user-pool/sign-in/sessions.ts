/**
 * Sessions: the thread through the steps of one sign-in, kept in memory, so that a restart ends them. Bound to a user, a
 * client and one challenge; spent by the answer that moves the sign-in on.
 * Source: API Reference, "RespondToAuthChallenge" (Session); texts as the service answers.
 */
import { randomBytes } from "node:crypto";
import { type Clock, hourMs, milliseconds } from "../clock";
import { CodeMismatchException, NotAuthorizedException } from "../errors";
import type { Candidate } from "./candidate";
import type { Proven } from "./proven";

export interface Session {
  readonly clientId: string;
  /** Who tries to sign in; a stand-in has sessions too, which lead nowhere. */
  readonly candidate: Candidate;
  /** The challenge that the next answer must be for. */
  readonly challenge: string;
  readonly proven: Proven;
  readonly memory: SessionMemory;
}

/** What single challenges remember until they are answered. */
export interface SessionMemory {
  /** EMAIL_OTP: the code that was sent. */
  readonly code?: string;
  /** WEB_AUTHN: what the passkey has to sign. */
  readonly webAuthnChallenge?: string;
  /** MFA_SETUP: a code has shown that the authenticator app has the secret. */
  readonly isSetUp?: boolean;
}

interface Entry {
  readonly session: Session;
  readonly expiresAt: number;
  isSpent: boolean;
}

/** Real ones are longer and begin like this; clients only hand them back. */
const form = /^AYABe[\w-]{395}$/;
const mostSessions = 10_000;

export class Sessions {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  /** Opens a session. @returns its text for the wire */
  open(session: Session, lifetimeSeconds: number): string {
    this.#sweep();
    const text = `AYABe${randomBytes(297).toString("base64url").slice(0, 395)}`;
    this.#entries.set(text, { session, expiresAt: milliseconds(this.clock) + lifetimeSeconds * 1000, isSpent: false });
    return text;
  }

  /**
   * The session, still unspent.
   * @param clientId absent where an operation does not name its client
   * @throws CodeMismatchException the text is no session's
   * @throws NotAuthorizedException unknown, expired, spent, or for another client or challenge
   */
  require(text: string, challenge: string, clientId?: string): Session {
    if (!form.test(text)) throw new CodeMismatchException("Invalid session provided");
    const entry = this.#entries.get(text);
    if (entry === undefined) throw invalidSession();
    if (entry.session.challenge !== challenge) throw invalidSession();
    if (clientId !== undefined && entry.session.clientId !== clientId) throw invalidSession();
    if (entry.isSpent) {
      throw new NotAuthorizedException("Invalid session for the user, session can only be used once.");
    }
    if (milliseconds(this.clock) >= entry.expiresAt) {
      throw new NotAuthorizedException("Invalid session for the user, session is expired.");
    }
    return entry.session;
  }

  /** To be called once the answer was right: a wrong one may be repeated. */
  spend(text: string): void {
    const entry = this.#entries.get(text);
    if (entry !== undefined) entry.isSpent = true;
  }

  /** Ended sessions are remembered for an hour, for the sake of their texts. */
  #sweep(): void {
    const before = milliseconds(this.clock) - hourMs;
    for (const [text, { expiresAt }] of this.#entries) {
      if (expiresAt >= before && this.#entries.size < mostSessions) break; // in order of opening
      this.#entries.delete(text);
    }
  }
}

export function invalidSession(): NotAuthorizedException {
  return new NotAuthorizedException("Invalid session for the user.");
}
