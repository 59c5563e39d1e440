/** What a function writes, line by line, in bounded memory: a function that never ends a line must not take the gateway with it. */
import type { Readable } from "node:stream";

/** A longer line goes on as the next one, as an event of a log group does. Source: Amazon CloudWatch Logs User Guide, "quotas". */
const maxLineLength = 256 * 1024;

export function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = `${rest}${text}`.split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
    if (rest.length < maxLineLength) return;
    take(rest);
    rest = "";
  });
  stream.on("end", () => {
    if (rest !== "") take(rest);
  });
}
