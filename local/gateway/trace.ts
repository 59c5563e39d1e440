/** `X-Amzn-Trace-Id`: an incoming `Root` and `Parent` is kept, a missing `Parent` is generated (recorded). */
import { randomBytes } from "node:crypto";
import type { Trace } from "./request";

export function traceFor(incoming: string | undefined, receivedAt: Date): Trace {
  const fields = new Map((incoming ?? "").split(";").map((field) => splitOnce(field.trim(), "=")));
  const root = fields.get("Root");
  if (root === undefined || !/^1-[0-9a-f]{8}-[0-9a-f]{24}$/i.test(root)) {
    const seconds = Math.floor(receivedAt.getTime() / 1000).toString(16);
    const made = `1-${seconds.padStart(8, "0")}-${randomBytes(12).toString("hex")}`;
    return { root: made, header: `Root=${made}` };
  }
  const parent = fields.get("Parent") ?? randomBytes(8).toString("hex");
  const sampled = fields.get("Sampled");
  return { root, header: `Root=${root};Parent=${parent}${sampled === undefined ? "" : `;Sampled=${sampled}`}` };
}

function splitOnce(text: string, separator: string): [string, string] {
  const cut = text.indexOf(separator);
  return cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
}
