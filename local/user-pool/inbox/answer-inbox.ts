/** `/inbox`: the page and its parts; `/inbox/<percent-encoded address>.json`: the messages to one address. No CORS. */
import { type Answer, jsonAnswer } from "../http/answer";
import type { Pools } from "../pools";
import type { Message } from "./inbox";
import { inboxHtml, inboxScript, inboxStyle } from "./page-content";

/** `undefined` when `pathname` is not of the inbox. */
export function answerInbox(pathname: string, pools: Pools): Answer | undefined {
  switch (pathname) {
    case "/inbox":
    case "/inbox/":
      return { status: 200, headers: { ...pageHeaders, "content-type": "text/html; charset=utf-8" }, body: inboxHtml };
    case "/inbox/page.css":
      return { status: 200, headers: { ...pageHeaders, "content-type": "text/css; charset=utf-8" }, body: inboxStyle };
    case "/inbox/page.js":
      return {
        status: 200,
        headers: { ...pageHeaders, "content-type": "text/javascript; charset=utf-8" },
        body: inboxScript,
      };
    case "/inbox.json":
      return messagesAnswer(pools.messages());
    default:
      return answerAddress(pathname, pools);
  }
}

/** Nothing but the page's own script and style, no framing. */
const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

function answerAddress(pathname: string, pools: Pools): Answer | undefined {
  const encoded = /^\/inbox\/([^/]+)\.json$/.exec(pathname)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return messagesAnswer(pools.messages(decodeURIComponent(encoded)));
  } catch {
    return jsonAnswer({ message: "The address is not percent-encoded as UTF-8." }, 400);
  }
}

function messagesAnswer(messages: readonly Message[]): Answer {
  const answer = jsonAnswer({ messages });
  return { ...answer, headers: { ...answer.headers, "x-content-type-options": "nosniff" } };
}
