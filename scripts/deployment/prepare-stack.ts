/** Builds and synthesizes the stage that the environment names. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSettings, type Settings } from "../../infra/settings";
import { typescript } from "../../local/typescript";
import { runProgram } from "./run-program";
import { Terraform } from "./terraform";

export interface PreparedStack {
  readonly settings: Settings;
  readonly terraform: Terraform;
}

/** @throws SettingsError TerraformError, before anything is built; Error when the build or the synthesis fails */
export async function prepareStack(environment: NodeJS.ProcessEnv): Promise<PreparedStack> {
  const { name } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly name: string };
  const settings = parseSettings(environment, name);
  await Terraform.requireInstalled(environment);

  console.log(`Building and planning stage ${settings.stage} in ${settings.awsRegion} …`);
  await run("The build", "scripts/build.ts", environment);
  await run("The synthesis", "infra/main.ts", environment);
  const folder = join(environment.CDKTF_OUTDIR ?? "cdktf.out", "stacks", settings.stage);
  return { settings, terraform: new Terraform(folder, environment) };
}

/** A program of ours by Node itself: npm and npx are scripts on Windows, which cannot be started without a shell. */
async function run(what: string, file: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { status, stderr } = await runProgram(process.execPath, [...typescript, file], { environment });
  if (status !== 0) throw new Error(stderr.trim() || `${what} failed.`);
}
