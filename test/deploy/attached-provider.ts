/**
 * Terraform starts the AWS provider anew, and more than once, in every command, which takes a third of a rehearsal's
 * processor time. Here the provider runs once, and Terraform attaches to it, as those who develop a provider have it:
 * https://developer.hashicorp.com/terraform/plugin/debugging. It is the same binary, which Terraform has installed before.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "../support/program";

/**
 * @param stackFolder where `terraform init` has been
 * @param environment how the provider reaches AWS: it no longer sees that of the commands
 * @returns what the commands need in their environment. The provider lives until `endPrograms`.
 */
export async function attachProvider(stackFolder: string, environment: object): Promise<Record<string, string>> {
  let path = join(stackFolder, ".terraform/providers/registry.terraform.io/hashicorp/aws");
  while (statSync(path).isDirectory()) path = join(path, readdirSync(path).at(-1) ?? "no provider"); // version, platform, binary
  const program = startProgram(path, ["-debug"], { env: { ...process.env, ...environment } });
  const line = await program.line(/TF_REATTACH_PROVIDERS='.*'/);
  return { TF_REATTACH_PROVIDERS: /'(.*)'/.exec(line)?.[1] ?? "" };
}
