/** `npm run diff`: what a deploy would do, and whether the guard would let it. */
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { describeVerdict } from "./deployment/describe-verdict";
import { findHalfMade } from "./deployment/find-half-made";
import { prepareStack } from "./deployment/prepare-stack";
import { judgePlan } from "./deployment/user-loss-guard";

const usage = `Usage: npm run diff

Shows what \`npm run deploy\` would change in the stage that the environment names. Changes nothing.`;

runCommand(usage, async (argv) => {
  parseArgs({ args: argv, options: {} });
  const { settings, terraform } = await prepareStack(process.env);
  await terraform.init();
  const { plan, error } = await terraform.plan();
  const halfMade = findHalfMade(plan, settings.prefix);
  if (halfMade.length > 0) {
    console.log(
      `\nA deploy would complete what an interrupted one has made in part, and plan anew: ${halfMade.join(", ")}`,
    );
    return;
  }
  const refusal = describeVerdict(judgePlan(plan, []));
  if (refusal !== undefined) console.log(`\n${refusal.replace(" Nothing was touched.", "")}`);
  else if (error !== undefined) throw error;
});
