/** Several values of one name, in their order. */
import type { Header } from "./request";

/** Adds to the values of a name. In place: copying them each time, one request with thousands would hold up all the others. */
export function addValue(groups: Map<string, string[]>, name: string, value: string): void {
  const known = groups.get(name);
  if (known === undefined) groups.set(name, [value]);
  else known.push(value);
}

/**
 * Values by name, in the casing that came first. Names that differ in case only are one header (U), so that nobody reads one
 * of two `Authorization` values for the only one.
 */
export function groupHeaders(headers: readonly Header[]): Map<string, string[]> {
  const casing = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = casing.get(name.toLowerCase()) ?? name;
    casing.set(name.toLowerCase(), key);
    addValue(groups, key, value);
  }
  return groups;
}
