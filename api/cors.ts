/** Cross-origin access (Fetch Standard, "CORS protocol"), decided in this one place for every answer. */
import type { RequestHandler } from "express";
import type { AllowedOrigins } from "./config";

type Headers = readonly (readonly [name: string, value: string])[];

/** What a page may send. `*` would not cover `Authorization`. */
const requestHeaders = "Authorization,Content-Type";
/** What a page may read beyond the simple headers. API Gateway renames `WWW-Authenticate`. */
const responseHeaders =
  "Retry-After,WWW-Authenticate,x-amzn-ErrorType,x-amzn-Remapped-WWW-Authenticate,x-amzn-RequestId";
/** For how long a browser may remember a preflight. More than two hours none does. */
const maxAgeSeconds = 7200;

/**
 * Headers for an answer to `origin`. Only a listed origin may use credentials; where the answer depends on the origin
 * it says so, also when the origin is refused, or a cache would serve one origin's answer to another.
 */
export function corsHeaders(allowed: AllowedOrigins, origin: string | undefined): Headers {
  if (allowed === "*") return anyOrigin;
  if (origin === undefined || !allowed.includes(origin)) return otherOrigin;
  return [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Allow-Credentials", "true"],
    ["Access-Control-Expose-Headers", responseHeaders],
    ["Vary", "Origin"],
  ];
}

const anyOrigin: Headers = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Expose-Headers", responseHeaders],
];
const otherOrigin: Headers = [["Vary", "Origin"]];

/** Answers OPTIONS for a path that has these methods. The origin is `corsHeaders`' affair. */
export function preflight(methods: readonly string[]): RequestHandler {
  const all = [
    ...new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).concat("OPTIONS")),
  ];
  const headers = {
    Allow: all.join(","),
    "Access-Control-Allow-Methods": all.join(","),
    "Access-Control-Allow-Headers": requestHeaders,
    "Access-Control-Max-Age": String(maxAgeSeconds),
  };
  return (_request, response) => {
    response.set(headers).status(204).end();
  };
}
