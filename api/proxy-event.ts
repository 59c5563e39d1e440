/**
 * API Gateway's REST proxy event and result.
 * Source: API Gateway Developer Guide, "Set up Lambda proxy integrations in API Gateway".
 */

/** Names to all their values, in order. A Map, so that no name can be mistaken for a property of an object. */
type Values = ReadonlyMap<string, readonly string[]>;

/** The parts of an event that make up the request. Authorizer claims are not among them: nothing here may read them. */
export interface ProxyRequest {
  readonly method: string;
  /** Raw, without stage. */
  readonly path: string;
  readonly query: Values;
  /** Names in lower case. */
  readonly headers: Values;
  readonly body: Buffer | undefined;
  readonly sourceIp: string;
  /** The gateway's id of the request, which the caller sees as `x-amzn-RequestId`. */
  readonly requestId: string;
}

export interface ProxyResult {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Not an event of a REST API's Lambda proxy integration. */
export class MalformedEventError extends Error {
  override readonly name = "MalformedEventError";
  constructor(field: string, wanted: string) {
    super(`Not a proxy event of an API Gateway REST API: ${field} is not ${wanted}.`);
  }
}

/** @throws MalformedEventError naming the field */
export function parseProxyEvent(event: unknown): ProxyRequest {
  const { httpMethod, path, body, isBase64Encoded, ...fields } = requireObject("the event", event);
  const { requestId, identity } = requireObject("requestContext", fields.requestContext);
  const { sourceIp } = requireObject("requestContext.identity", identity ?? {});
  if (typeof httpMethod !== "string" || !/^[A-Z]+$/.test(httpMethod))
    throw new MalformedEventError("httpMethod", "a method");
  if (typeof path !== "string" || !path.startsWith("/")) throw new MalformedEventError("path", "a path");
  if (body != null && typeof body !== "string") throw new MalformedEventError("body", "a string or null");
  return {
    method: httpMethod,
    path,
    query: new Map([
      ...singleValues(fields, "queryStringParameters"),
      ...multiValues(fields, "multiValueQueryStringParameters"),
    ]),
    headers: readHeaders(fields),
    body: body ? Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8") : undefined,
    sourceIp: typeof sourceIp === "string" ? sourceIp : "",
    requestId: typeof requestId === "string" ? requestId : "",
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Entry = readonly [name: string, values: readonly string[]];

/** `headers` has the last value of each name only, so it counts where the other is missing. */
function readHeaders(fields: Fields): Values {
  const entries = multiValues(fields, "multiValueHeaders");
  const headers = new Map<string, readonly string[]>();
  for (const [name, values] of entries.length > 0 ? entries : singleValues(fields, "headers")) {
    const key = name.toLowerCase();
    headers.set(key, headers.has(key) ? [...(headers.get(key) ?? []), ...values] : values);
  }
  return headers;
}

function singleValues(fields: Fields, field: string): readonly Entry[] {
  const values = fields[field];
  if (values == null) return [];
  return Object.entries(requireObject(field, values)).map(([name, value]) => [name, requireStrings(field, [value])]);
}

function multiValues(fields: Fields, field: string): readonly Entry[] {
  const values = fields[field];
  if (values == null) return [];
  return Object.entries(requireObject(field, values)).map(([name, value]) => [name, requireStrings(field, value)]);
}

function requireStrings(field: string, values: unknown): readonly string[] {
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) {
    throw new MalformedEventError(
      field,
      field.startsWith("multi") ? "an object of lists of strings" : "an object of strings",
    );
  }
  return values;
}

function requireObject(field: string, value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MalformedEventError(field, "an object");
  return value as Fields;
}
