/** `npm run user-pool`: the embedded user pool alone, for any synthesized stack. */
import { endWithTheTerminal } from "../end-with-the-terminal";
import { runCommand } from "../run-command";
import { serveUserPool, usage } from "./command-line";

runCommand(usage, async (argv) => {
  const starting = serveUserPool(argv, { print: console.log, log: console.error });
  // Before it listens: whoever reads that line may send a signal at once.
  endWithTheTerminal(async () => (await starting).close());
  await starting;
});
