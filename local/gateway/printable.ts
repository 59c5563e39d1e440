/** What somebody sent, as the developer may be shown it: on the console, and in a header of the local answer. */

/** Where somebody puts a token into a path or a claim, it is still not shown. */
const jwtLike = /eyJ[\w-]{10,}(\.[\w-]*)*/g;

/** Printable ASCII without control characters, of bounded length: fit for a terminal and for a header. */
export function printable(text: string, limit = 400): string {
  const plain = text.replace(jwtLike, "<token>").replace(/[^\x20-\x7e]+/g, "?");
  return plain.length > limit ? `${plain.slice(0, limit)}...` : plain;
}

/** A value that somebody sent, short: enough to recognise it, too little to be a token. */
export function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  return printable(JSON.stringify(value) ?? "nothing", 80);
}
