/**
 * Request headers as the function sees them (recorded for AWS_PROXY on a regional endpoint; the last of several values,
 * `Cookie` and the place of the peer's address in `X-Forwarded-For` are other emulators': I).
 */
import type { GatewayRequest, Header } from "../request";
import { addValue } from "./add-value";

/** Never passed on. */
const removed = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** Written by the gateway, whatever the client sent. */
const replaced = new Set(["x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"]);

export interface EventHeaders {
  /** The last value of each name. */
  readonly headers: Readonly<Record<string, string>>;
  /** All values in order. */
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

export function eventHeaders({ headers, sourceIp, trace }: GatewayRequest, endpointType: string): EventHeaders {
  const kept = headers.filter(([name]) => !removed.has(name.toLowerCase()) && !replaced.has(name.toLowerCase()));
  const forwardedFor = headers.filter(([name]) => name.toLowerCase() === "x-forwarded-for").map(([, value]) => value);
  const own: Header[] = [
    ["X-Amzn-Trace-Id", trace.header],
    ["X-Forwarded-For", [...forwardedFor, sourceIp].join(", ")],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  ];
  const groups = groupByName([...kept, ...own].map((header) => withEdgeName(header, endpointType)));
  return {
    headers: Object.fromEntries([...groups].map(([name, values]) => [name, values.at(-1) ?? ""])),
    multiValueHeaders: Object.fromEntries(groups),
  };
}

/** CloudFront renames these two on the way to an edge-optimised API. */
function withEdgeName([name, value]: Header, endpointType: string): Header {
  const edgeName = { authorization: "Authorization", "user-agent": "User-Agent" }[name.toLowerCase()];
  return [(endpointType === "EDGE" ? edgeName : undefined) ?? name, value];
}

/**
 * Values by name in the casing that came first. Names that differ in case only are one header (U), so that nobody reads
 * one of two `Authorization` values for the only one. Cookies are one value: behind the gateway they would be joined with
 * commas, which nothing parses.
 */
function groupByName(headers: readonly Header[]): Map<string, string[]> {
  const casing = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = casing.get(name.toLowerCase()) ?? name;
    casing.set(name.toLowerCase(), key);
    addValue(groups, key, value);
  }
  const cookie = casing.get("cookie");
  if (cookie !== undefined) groups.set(cookie, [(groups.get(cookie) ?? []).join("; ")]);
  return groups;
}
