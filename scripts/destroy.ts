/** `npm run destroy`: takes a stage away. One with real users only after two steps that say so. */
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { describeVerdict } from "./deployment/describe-verdict";
import { removeOutputs } from "./deployment/outputs-file";
import { prepareStack } from "./deployment/prepare-stack";
import { countActions } from "./deployment/terraform-plan";
import { judgePlan } from "./deployment/user-loss-guard";

const usage = `Usage: npm run destroy [-- options]

Destroys the stage that the environment names. A dev* stage goes as it is, users included; any other one needs the loss
named, and its deletion protection off.

  --allow-loss ADDRESS  goes on although this resource is lost (again for each one)
  --help                shows this`;

runCommand(usage, async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: { "allow-loss": { type: "string", multiple: true, default: [] } },
  });

  const { settings, terraform } = await prepareStack(process.env);
  await terraform.init();
  const { plan, error } = await terraform.plan({ destroy: true });
  const accepted = settings.isDevStage ? plan.resource_changes.map(({ address }) => address) : values["allow-loss"];
  const refusal = describeVerdict(judgePlan(plan, accepted), "destroy");
  if (refusal !== undefined) throw new Error(refusal);
  if (error !== undefined) throw error;

  await terraform.apply();
  removeOutputs(settings.stage);
  console.log(`\nStage ${settings.stage}: ${countActions(plan).delete} destroyed.`);
});
