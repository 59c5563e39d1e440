/**
 * The shell of every npm script: `--help`, one-line errors, exit status. What it catches is shown as its message alone,
 * because every error that a user can cause says what to do; the stack is there with DEBUG=1.
 */
export function runCommand(usage: string, command: (argv: string[]) => Promise<void>): void {
  const argv = process.argv.slice(2);
  if (argv.includes("--help") || argv.includes("-h")) {
    console.log(usage);
    return;
  }
  command(argv).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    console.error(process.env.DEBUG ? error : message);
    if (isUsageError(error)) console.error(`\n${usage}`);
    process.exitCode = 1;
  });
}

/** Thrown by `util.parseArgs` for unknown options and missing values. */
function isUsageError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}
