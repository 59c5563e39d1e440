/** The messages that the pool would have sent, kept for the person who develops with it. */
import type { Clock } from "../clock";
import type { Collection } from "../store/store";

export type MessagePurpose = "signUp" | "resend" | "forgotPassword" | "verifyAttribute" | "emailOtp" | "invitation";

export interface Message {
  /** E-mail address or phone number. */
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The code or temporary password in it. */
  readonly code: string | null;
  readonly purpose: MessagePurpose;
  /** ISO 8601. */
  readonly sentAt: string;
}

const mostMessages = 500;

export class Inbox {
  #next: number;

  constructor(
    private readonly messages: Collection<Message>,
    private readonly clock: Clock,
  ) {
    this.#next = Math.max(0, ...Array.from(messages.entries(), ([key]) => Number(key) + 1));
  }

  add(message: Omit<Message, "sentAt">): void {
    this.messages.put(String(this.#next), { ...message, sentAt: this.clock().toISOString() });
    this.messages.delete(String(this.#next - mostMessages));
    this.#next += 1;
  }

  /** Newest first; an address is matched whatever its case. */
  list(to?: string): readonly Message[] {
    const all = Array.from(this.messages.entries()).sort(([a], [b]) => Number(b) - Number(a));
    const wanted = to?.toLowerCase();
    return all
      .map(([, message]) => message)
      .filter((message) => wanted === undefined || message.to.toLowerCase() === wanted);
  }
}
