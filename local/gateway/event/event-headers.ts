/**
 * Request headers as the function sees them (recorded for AWS_PROXY on a regional endpoint; the last of several values,
 * `Cookie` and the place of the peer's address in `X-Forwarded-For` are other emulators': I).
 */
import { groupHeaders } from "../group-values";
import type { GatewayRequest, Header } from "../request";

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
  const groups = withOneCookie(groupHeaders([...kept, ...own].map((header) => withEdgeName(header, endpointType))));
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

/** Cookies are one value: behind the gateway they would be joined with commas, which nothing parses. */
function withOneCookie(groups: Map<string, string[]>): Map<string, string[]> {
  for (const [name, values] of groups) if (name.toLowerCase() === "cookie") groups.set(name, [values.join("; ")]);
  return groups;
}
