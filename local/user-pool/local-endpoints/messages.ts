/** `/local/messages`, `/local/messages?to=ada@example.com`: what would have been sent, newest first. */
import type { LocalEndpoint } from "./endpoint";

export const messages: LocalEndpoint = {
  GET: ({ pools }, { query }) => ({ messages: pools().messages(query.get("to") ?? undefined) }),
};
