/** `/local/messages`, `/local/messages?to=ada@example.com`: what would have been sent, newest first. */
import { messagesOf } from "../inbox/answer-inbox";
import type { LocalEndpoint } from "./endpoint";

export const messages: LocalEndpoint = {
  GET: ({ pools }, { query }) => ({ messages: messagesOf(pools(), query.get("to") ?? undefined) }),
};
