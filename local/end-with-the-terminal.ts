/** How the servers of this folder end: cleanly, with their terminal or whatever else has started them. */

/** How often to look whether the parent process is still there. */
const lookMs = 500;

/**
 * Runs `close` once at Ctrl-C, at SIGTERM, when the terminal is closed, and when the parent process is gone: npm does
 * not pass every signal on, so that a server could be left behind. A second Ctrl-C ends at once.
 */
export function endWithTheTerminal(close: () => Promise<void>): void {
  const parent = process.ppid;
  let isEnding = false;
  const end = async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    await close();
    process.exit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    end();
  }, lookMs);
  look.unref();
}
