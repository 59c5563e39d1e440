/**
 * Header mappings: `'literal'`, `context.x`, `stageVariables.x`, `method.request.header|querystring|path.x`.
 * One without a value yields no header (I), nor does one with a value that no header can have (U).
 * Source: Amazon API Gateway Developer Guide, "Set up a gateway response"; "API request and response data mapping".
 */
import { validateHeaderValue } from "node:http";
import { queryParameters } from "../event/query-parameters";
import type { Exchange } from "../exchange";
import { type Header, headerValue } from "../request";

/** The headers whose expressions have a value. */
export function mapHeaders(
  mappings: readonly (readonly [name: string, expression: string])[],
  exchange: Exchange,
  context: ReadonlyMap<string, string>,
): Header[] {
  return mappings.flatMap(([name, expression]): Header[] => {
    const value = evaluate(expression, exchange, context);
    return value === undefined || !isPossible(name, value) ? [] : [[name, value]];
  });
}

function isPossible(name: string, value: string): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function evaluate(
  expression: string,
  { request, route, stage }: Exchange,
  context: ReadonlyMap<string, string>,
): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const [, source, name = ""] = /^(context|stageVariables|method\.request\.\w+)\.(.+)$/.exec(expression) ?? [];
  switch (source) {
    case "context":
      return context.get(name);
    case "stageVariables":
      return stage?.variables?.[name];
    case "method.request.header":
      return headerValue(request.headers, name);
    case "method.request.querystring":
      return queryParameters(request.query).queryStringParameters?.[name];
    case "method.request.path":
      return route?.pathParameters?.[name];
    default:
      return undefined;
  }
}
