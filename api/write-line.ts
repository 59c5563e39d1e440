import { writeSync } from "node:fs";

/**
 * Writes a line to standard output, past Node's stream for it, which costs a cold start more than everything else
 * about a log line; and past console.log, which Lambda's runtime wraps in a line of its own making.
 */
export function writeLine(line: string): void {
  const text = `${line}\n`;
  try {
    writeSync(1, text);
  } catch (error) {
    // A full pipe that something else in this process has made non-blocking: only the stream knows how to wait.
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    process.stdout.write(text);
  }
}
