/** `npm run guard`: the user-loss guard alone, for any pipeline and any plan. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { describeVerdict } from "./deployment/describe-verdict";
import { parsePlan } from "./deployment/terraform-plan";
import { judgePlan } from "./deployment/user-loss-guard";

const usage = `Usage: npm run guard -- PLAN.json [options]

Reads a plan (\`terraform plan -out=FILE\`, \`terraform show -json FILE > PLAN.json\`; - for standard input). Exit status 1 if
it would delete or replace a user pool, its client or another resource that holds what cannot be made again.

  --allow-loss ADDRESS  accepts the loss of this resource (again for each one)
  --help                shows this`;

runCommand(usage, async (argv) => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { "allow-loss": { type: "string", multiple: true, default: [] } },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error(`Name one plan.\n\n${usage}`);

  const verdict = judgePlan(parsePlan(readPlan(file), file), values["allow-loss"]);
  const refusal = describeVerdict(verdict);
  if (refusal !== undefined) throw new Error(refusal);
  for (const { address, problem } of verdict.allowed) console.log(`Allowed by name: ${address} ${problem}.`);
  console.log("No user is lost by this plan.");
});

function readPlan(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw new Error(`Cannot read ${file}: ${(cause as Error).message}.`, { cause });
  }
}
