/** A function's answer on its way to the client: header names, added headers, binary bodies (recorded). */
import type { Exchange } from "../exchange";
import { wantsBinary } from "../media-types";
import { type Header, headerValue } from "../request";
import { defaultContentType, type GatewayAnswer, identifyingHeaders } from "./answer";
import { MalformedAnswerError, type ProxyAnswer } from "./proxy-answer";

/**
 * The gateway has its own, so the function's get another name (recorded for HTTP_PROXY and WWW-Authenticate, else I); in
 * lower case, with the casing that AWS gives them.
 */
const remapped = new Map(
  ["Authorization", "Connection", "Content-Length", "Date", "Server", "WWW-Authenticate"].map((name) => [
    name.toLowerCase(),
    `x-amzn-Remapped-${name}`,
  ]),
);

/** Written by the gateway alone (U for the ids); an answer that is sent as a whole has no trailers to announce (U). */
const dropped = new Set(["transfer-encoding", "trailer", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id"]);

/** @throws MalformedAnswerError for a body that is not the base64 it says */
export function proxyResponse({ api, request }: Exchange, answer: ProxyAnswer): GatewayAnswer {
  const own = answer.headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .map(([name, value]): Header => [remapped.get(name.toLowerCase()) ?? name, value]);
  const isDecoded = answer.isBase64Encoded && wantsBinary(api.binaryMediaTypes, headerValue(request.headers, "accept"));
  const body = isDecoded ? decodeBase64(answer.body) : Buffer.from(answer.body);
  return {
    status: answer.status,
    headers: [
      ...defaultContentType(own, "application/json"),
      ["Content-Length", String(body.length)],
      ...identifyingHeaders(request),
      ["X-Amzn-Trace-Id", request.trace.header],
      ...own,
    ],
    body,
  };
}

function decodeBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text))
    throw new MalformedAnswerError("body is not base64, as isBase64Encoded says");
  return Buffer.from(text, "base64");
}
