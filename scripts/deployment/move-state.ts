/** `npm run deploy -- --migrate-state`: the state goes to where the stage now keeps it. */
import { existsSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import type { Settings } from "../../infra/settings";
import type { Terraform } from "./terraform";

/** In the project's root, as the CDK for Terraform names it. */
export function localStateFile(stage: string): string {
  return `terraform.${stage}.tfstate`;
}

/**
 * Initializes Terraform and brings the state along from the last place. Terraform knows that place while `cdktf.out` is that
 * of the last deploy; without it the local file is looked for. What lay in that file is kept, under another name: nobody
 * shall take it for the state of today.
 * @throws Error when no state is found, because the next deploy would make a second user pool
 */
export async function moveState(terraform: Terraform, { stage, tfStateBucket }: Settings): Promise<void> {
  const file = localStateFile(stage);
  await terraform.init({ migrateState: true });
  if (!(await terraform.hasState())) {
    if (tfStateBucket === undefined || !existsSync(file)) throw new Error(nothingToMove(stage));
    await terraform.pushState(resolve(file));
  }
  if (tfStateBucket === undefined || !existsSync(file)) return;
  renameSync(file, `${file}.moved`);
  console.log(`The state of stage ${stage} is in ${tfStateBucket} now; the local file is kept as ${file}.moved.`);
}

function nothingToMove(stage: string): string {
  return (
    `There is no state of stage ${stage} to move: nothing here says where it was. Run \`npm run diff\` with TF_STATE_BUCKET as ` +
    "it was, then this command again. A new stage is deployed without --migrate-state."
  );
}
