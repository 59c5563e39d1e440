/**
 * What a function may return to a proxy integration, strictly as recorded: anything else is a 502, a bare number, a list
 * and the `cookies` of HTTP APIs (I) and a body that is no string (U) among it.
 * Source: Amazon API Gateway Developer Guide, "Output format of a Lambda function for proxy integration".
 */
import { validateHeaderName, validateHeaderValue } from "node:http";
import { groupHeaders } from "../group-values";
import type { Header } from "../request";

export interface ProxyAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The function answered something that is no proxy response. The message is for the developer. */
export class MalformedAnswerError extends Error {
  override readonly name = "MalformedAnswerError";
}

const keys = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

/** @param payload JSON, if the function's runtime wrote it @throws MalformedAnswerError */
export function parseProxyAnswer(payload: string): ProxyAnswer {
  const value = parseJson(payload);
  if (!isRecord(value)) throw new MalformedAnswerError(`it is ${describe(value)}, not an object`);
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new MalformedAnswerError(`it has an unknown key, ${JSON.stringify(unknown)}`);
  const { body, isBase64Encoded } = value;
  if (body != null && typeof body !== "string") {
    throw new MalformedAnswerError(`body is ${describe(body)}, not a string: JSON.stringify it`);
  }
  if (isBase64Encoded != null && typeof isBase64Encoded !== "boolean") {
    throw new MalformedAnswerError(`isBase64Encoded is ${describe(isBase64Encoded)}, not a boolean`);
  }
  return {
    status: parseStatus(value.statusCode),
    headers: parseHeaders(value.headers, value.multiValueHeaders),
    body: body ?? "",
    isBase64Encoded: isBase64Encoded ?? false,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedAnswerError("it is not JSON");
  }
}

/** Text that is a number is one. 1xx would not end the exchange, so it is refused (I). */
function parseStatus(value: unknown): number {
  if (value == null) return 200;
  const status = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new MalformedAnswerError(`statusCode is ${describe(value)}, not a status from 200 to 599`);
}

/** One list: the multi values first, then the single one, in the casing that came first: that of `multiValueHeaders`. */
function parseHeaders(single: unknown, multiple: unknown): Header[] {
  const several = entriesOf("multiValueHeaders", multiple).flatMap(([name, values]) => {
    if (!Array.isArray(values)) throw new MalformedAnswerError(`multiValueHeaders.${name} is not an array`);
    return values.map((value): Header => [name, headerText(name, value)]);
  });
  const added = entriesOf("headers", single).map(([name, value]): Header => [name, headerText(name, value)]);
  const groups = groupHeaders([...several, ...added]);
  return [...groups].flatMap(([name, values]) => values.map((value): Header => [name, value]));
}

function entriesOf(key: string, value: unknown): [string, unknown][] {
  if (value == null) return [];
  if (!isRecord(value)) throw new MalformedAnswerError(`${key} is ${describe(value)}, not an object`);
  return Object.entries(value);
}

/** Booleans become text; numbers and objects do not (I). */
function headerText(name: string, value: unknown): string {
  const text = typeof value === "boolean" ? String(value) : (value ?? "");
  if (typeof text !== "string")
    throw new MalformedAnswerError(`the header ${name} is ${describe(value)}, not a string`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, text);
  } catch {
    throw new MalformedAnswerError(`the header ${JSON.stringify(name)} has characters that no header can have`);
  }
  return text;
}

/** The kind of a value; never the value, which may be anything. */
function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
