/** Query parameters as the function sees them: decoded, `+` is a space, `null` when there are none (recorded). `a` is `a=` (I). */

import { addValue } from "../group-values";

export interface QueryParameters {
  /** The last value of each name. */
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
}

export function queryParameters(query: string | undefined): QueryParameters {
  const groups = new Map<string, string[]>();
  for (const pair of (query ?? "").split("&").filter((part) => part !== "")) {
    const [name = "", ...value] = pair.split("=");
    const key = decode(name);
    addValue(groups, key, decode(value.join("=")));
  }
  if (groups.size === 0) return { queryStringParameters: null, multiValueQueryStringParameters: null };
  return {
    queryStringParameters: Object.fromEntries([...groups].map(([name, values]) => [name, values.at(-1) ?? ""])),
    multiValueQueryStringParameters: Object.fromEntries(groups),
  };
}

/** Characters that API Gateway does not support unencoded, or that split its data. Worth a warning. */
export function unsupportedQueryCharacters(query: string | undefined): string[] {
  return [...new Set(query?.match(/[|{};]/g) ?? [])];
}

/** Text with escapes that are none stays as it is (U). */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
