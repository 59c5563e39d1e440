import { randomUUID } from "node:crypto";
import { buildApi } from "../../../scripts/build-api";
import { loadBundle, type ProxyResult } from "../load-bundle";
import type { Call, Reply, Target } from "../target";
import type { Json } from "../token-kit";

/** The Lambda bundle, called with the events that API Gateway would make of the calls. */
export async function startHandler(env: Readonly<Record<string, string>>, outDir: string): Promise<Target> {
  const { file } = await buildApi({ outDir });
  const { handler } = loadBundle(file, env);
  return {
    name: "the Lambda handler",
    kind: "app",
    takesEvents: true,
    request: async (call) => toReply(await handler(toEvent(call), {})),
    close: async () => {},
  };
}

/** A REST API's proxy event. API Gateway Developer Guide, "Set up Lambda proxy integrations in API Gateway". */
export function toEvent({ method = "GET", path: target, headers = [], body, event = {} }: Call): Json {
  const [path = "", search] = splitOnce(target, "?");
  const query = [...new URLSearchParams(search)];
  const all: Call["headers"] = [["Host", "abcdefghij.execute-api.eu-west-1.amazonaws.com"], ...headers];
  const { requestContext, ...rest } = event;
  return {
    resource: "/{path+}",
    path,
    httpMethod: method,
    headers: Object.fromEntries(all),
    multiValueHeaders: grouped(all),
    queryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters: query.length > 0 ? grouped(query) : null,
    pathParameters: { path: path.slice(1) },
    stageVariables: null,
    body: body === undefined ? null : body.toString(Buffer.isBuffer(body) ? "base64" : "utf8"),
    isBase64Encoded: Buffer.isBuffer(body),
    requestContext: {
      resourcePath: "/{path+}",
      httpMethod: method,
      path: `/dev${path}`,
      stage: "dev",
      requestId: randomUUID(),
      identity: { sourceIp: "203.0.113.9", userAgent: "contract" },
      ...(requestContext as Json | undefined),
    },
    ...rest,
  };
}

function toReply({ statusCode, multiValueHeaders, body }: ProxyResult): Reply {
  const headers = Object.entries(multiValueHeaders).map(([name, values]) => [name.toLowerCase(), values.join(", ")]);
  return { status: statusCode, headers: Object.fromEntries(headers), body };
}

function grouped(entries: readonly (readonly [string, string])[]): Readonly<Record<string, readonly string[]>> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of entries) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(byName);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
