/**
 * `npm run demo`: the whole story in a terminal, told by the real clients against a running system. One line a step;
 * exit status 1 as soon as anything is not as it should be.
 */
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { tellStory } from "./demo/story";
import { deployedSystem, localSystem, type System } from "./demo/system";

const usage = `Usage: npm run demo [-- --outputs FILE]

Signs up, confirms, signs in (SRP), calls the API with and without tokens, refreshes and signs out.
Runs against the system that npm start has started in this checkout.

  --outputs FILE   against the deployed stage whose outputs are in FILE; asks for an e-mail address
                   of yours and for the code that it receives
  --help           this text`;

runCommand(usage, async (argv) => {
  const { values } = parseArgs({ args: argv, options: { outputs: { type: "string" } } });
  const system: System = values.outputs === undefined ? await localSystem() : await deployedSystem(values.outputs);
  await tellStory(system);
});
