/** `npm run build`: the Lambda bundle (`dist/api/index.js`) and the page (`dist/client/`). */
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { buildApi } from "./build-api";
import { buildClient } from "./build-client";

const usage = `Usage: npm run build

Builds dist/api/index.js (the Lambda function) and dist/client/ (the page).`;

runCommand(usage, async (argv) => {
  parseArgs({ args: argv, options: {} });
  await Promise.all([buildApi(), buildClient()]);
});
