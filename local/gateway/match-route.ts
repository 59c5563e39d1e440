/**
 * Which resource and method a path means. What is matched is the pair: a resource without the request's method is no
 * match, and the search goes on to less specific ones. Literal before variable before greedy, segment by segment; the
 * explicit method before `ANY`. Case counts, and nothing is decoded or normalised. Recorded from AWS are literal against
 * greedy, the falling through to a greedy one, and raw values. Other emulators have the place of `{name}`, the falling
 * through to it, the explicit method first, HEAD apart from GET, and literals in raw text and case (I); of escaped
 * letters, dot segments, `;` and empty segments nobody knows (U).
 */
import type { Method } from "../terraform/rest-api/methods";
import type { ApiResource } from "../terraform/rest-api/resources";

export interface Route {
  readonly resource: ApiResource;
  readonly method: Method;
  /** Raw values; none when the template has no variables. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** @param path below the stage, with one leading slash */
export function matchRoute(root: ApiResource, path: string, httpMethod: string): Route | undefined {
  if (!requestMethods.has(httpMethod)) return undefined;
  // One trailing slash is not looked at (recorded for greedy parts, I for literals); a second one is an empty segment,
  // which only a greedy part takes (U).
  const trimmed = path.replace(/^\/+/, "").replace(/\/$/, "");
  return match(root, trimmed === "" ? [] : trimmed.split("/"), httpMethod, {});
}

/** What `ANY` stands for. A lower-case method is no method (U). */
const requestMethods = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

function match(
  resource: ApiResource,
  segments: readonly string[],
  httpMethod: string,
  parameters: Readonly<Record<string, string>>,
): Route | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return routeTo(resource, httpMethod, parameters);

  const literal = resource.literals.get(segment);
  const viaLiteral = literal && match(literal, rest, httpMethod, parameters);
  if (viaLiteral !== undefined || resource.variable === undefined) return viaLiteral;

  const { name, isGreedy, resource: child } = resource.variable;
  if (!isGreedy) return segment === "" ? undefined : match(child, rest, httpMethod, { ...parameters, [name]: segment });
  const end = segments.findLastIndex((text) => text !== "") + 1; // a search for /\/+$/ takes the square of the slashes
  const value = segments.slice(0, end).join("/");
  return value === "" ? undefined : routeTo(child, httpMethod, { ...parameters, [name]: value });
}

function routeTo(
  resource: ApiResource,
  httpMethod: string,
  parameters: Readonly<Record<string, string>>,
): Route | undefined {
  const method = resource.methods.get(httpMethod) ?? resource.methods.get("ANY");
  if (method === undefined) return undefined;
  return { resource, method, pathParameters: Object.keys(parameters).length === 0 ? undefined : parameters };
}
