/**
 * Binary media types. A pattern is exact, `type/*`, or everything; parameters and case do not count, and `*` + `/subtype`
 * matches nothing (recorded).
 */

const everything = "*/*";

export function isBinaryType(patterns: readonly string[], mediaType: string | undefined): boolean {
  if (patterns.includes(everything)) return true; // without a type as well (U)
  const type = mediaType?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || type === "") return false;
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted === type || (/^[^*]+\/\*$/.test(wanted) && type.startsWith(wanted.slice(0, -1)));
  });
}

/** Whether base64 in an answer is decoded: by the first media type that the client accepts. */
export function wantsBinary(patterns: readonly string[], accept: string | undefined): boolean {
  return isBinaryType(patterns, accept?.split(",")[0]);
}
