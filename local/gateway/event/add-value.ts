/** Adds to the values of a name. In place: copying them each time, one request with thousands would hold up all the others. */
export function addValue(groups: Map<string, string[]>, name: string, value: string): void {
  const known = groups.get(name);
  if (known === undefined) groups.set(name, [value]);
  else known.push(value);
}
