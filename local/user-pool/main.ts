/** `npm run user-pool`: the embedded user pool alone, for any synthesized stack. */
import { runCommand } from "./run-command";

const signals = ["SIGINT", "SIGTERM"] as const;

async function main(): Promise<void> {
  const starting = runCommand(process.argv.slice(2), { print: console.log, log: console.error });
  const stop = () => {
    for (const signal of signals) process.off(signal, stop); // a second Ctrl-C ends it at once
    starting.then((pool) => pool?.close()).catch(fail);
  };
  // Before it listens: whoever reads that line may send a signal at once.
  for (const signal of signals) process.on(signal, stop);
  await starting;
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = 1;
}

main().catch(fail);
