/** CORS as the service answers it: a measured preflight, and readable error headers. */
import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer";

const exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";

/** For answers that every web page may read: unsigned operations and discovery documents, nothing else. */
export const readableByPages = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": exposed,
} as const;

/** A preflight does not tell which operation will follow; signed ones refuse web pages by themselves. */
export function preflightAnswer({ headers }: IncomingMessage): Answer {
  const asked = headers["access-control-request-headers"];
  return {
    status: 200,
    headers: {
      ...readableByPages,
      ...(asked === undefined ? {} : { "access-control-allow-headers": asked }),
      "access-control-allow-methods": "POST",
      "access-control-max-age": "172800",
    },
    body: "",
  };
}
