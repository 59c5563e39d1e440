/** `npm run deploy`: builds, plans, judges the plan, and applies exactly that plan. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Settings } from "../infra/settings";
import { runCommand } from "../local/run-command";
import { applyGuarded } from "./deployment/apply-guarded";
import { findForgottenPools } from "./deployment/forgotten-state";
import { localStateFile, moveState } from "./deployment/move-state";
import { writeOutputs } from "./deployment/outputs-file";
import { prepareStack } from "./deployment/prepare-stack";
import { countActions, type TerraformPlan } from "./deployment/terraform-plan";

const usage = `Usage: npm run deploy [-- options]

Deploys the stage that the environment names (STAGE, SLSUSER, AWS_REGION and the settings of docs/settings.md): builds,
plans, stops if the plan would lose users, applies that plan, and writes outputs.json.

  --allow-loss ADDRESS  goes on although this resource is lost (again for each one)
  --migrate-state       moves the state to where it now belongs (TF_STATE_BUCKET), then deploys
  --help                shows this`;

runCommand(usage, async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      "allow-loss": { type: "string", multiple: true, default: [] },
      "migrate-state": { type: "boolean", default: false },
    },
  });

  const { settings, terraform } = await prepareStack(process.env);
  if (values["migrate-state"]) await moveState(terraform, settings);
  else await terraform.init();
  const plan = await applyGuarded({
    terraform,
    allowances: values["allow-loss"],
    prefix: settings.prefix,
    inspect: (plan) => refuseForgottenState(plan, settings),
  });
  const outputs = await terraform.outputs();
  writeOutputs(settings.stage, outputs);
  const { create, update, delete: destroyed } = countActions(plan);
  console.log(`\nStage ${settings.stage}: ${create} created, ${update} changed, ${destroyed} destroyed.`);
  console.log(
    outputs.WebsiteUrl === undefined
      ? "Use it from the local page: npm start -- --outputs outputs.json"
      : `The page: ${outputs.WebsiteUrl}`,
  );
});

/** @throws Error when the stage's state is still in the local file, and the one in the bucket is empty */
function refuseForgottenState(plan: TerraformPlan, { stage, tfStateBucket }: Settings): void {
  const file = localStateFile(stage);
  if (tfStateBucket === undefined || !existsSync(file)) return;
  const pools = findForgottenPools(plan, readFileSync(file, "utf8"));
  if (pools.length === 0) return;
  throw new Error(
    `${file} knows the user pool ${pools.join(", ")} of this stage, the state in ${tfStateBucket} does not: this deploy ` +
      "would make a second, empty one. Move the state: npm run deploy -- --migrate-state",
  );
}
