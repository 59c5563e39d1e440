/** `npm start`: the whole system on this machine, or with `--outputs` only the page, for a deployed stage. */
import { parseArgs } from "node:util";
import { endWithTheTerminal } from "./end-with-the-terminal";
import { choosePort } from "./listen";
import { OpenParts } from "./open-parts";
import { runCommand } from "./run-command";
import { startPageOfStage } from "./start-page-of-stage";
import { startSystem } from "./start-system";

const usage = `Usage: npm start [-- OPTIONS]

Runs everything on this machine: user pool, gateway, API and page. Ctrl-C ends it.

  --page-port N      port of the page (default 5173, or the next free one; 0 for any)
  --gateway-port N   port of the gateway (default 3000, likewise)
  --pool-port N      port of the user pool (default 9300, likewise)
  --outputs FILE     only the page, against the deployed stage whose outputs are in FILE
                     (npm run deploy writes outputs.json)
  --help             this text`;

runCommand(usage, async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      outputs: { type: "string" },
      "page-port": { type: "string" },
      "gateway-port": { type: "string" },
      "pool-port": { type: "string" },
    },
  });
  const ports = {
    page: choosePort(values["page-port"], 5173, "--page-port"),
    gateway: choosePort(values["gateway-port"], 3000, "--gateway-port"),
    pool: choosePort(values["pool-port"], 9300, "--pool-port"),
  };

  const parts = new OpenParts();
  endWithTheTerminal(() => parts.close());
  try {
    await (values.outputs === undefined
      ? startSystem(ports, parts)
      : startPageOfStage(values.outputs, ports.page, parts));
  } catch (error) {
    if (parts.isClosing) return; // Ctrl-C has ended something that was just starting
    await parts.close();
    throw error;
  }
});
