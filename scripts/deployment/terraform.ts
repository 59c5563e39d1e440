/** Terraform in the folder of one synthesized stack: the folder, lock file and state are those of the cdktf CLI. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { explainFailure, terraformMissing, terraformTooOld } from "./explain-failure";
import type { Orphan } from "./find-orphans";
import { type ProgramEnd, ProgramNotFoundError, runProgram } from "./run-program";
import { parsePlan, type TerraformPlan } from "./terraform-plan";

/** Terraform refused. The message is the cure where it is known, else Terraform's own words. */
export class TerraformError extends Error {
  override readonly name = "TerraformError";
  constructor(readonly stderr: string) {
    super(explainFailure(stderr) ?? stderr.trim());
  }
}

export interface Planned {
  readonly plan: TerraformPlan;
  /** Why Terraform could not complete the plan: such a plan is for reading, not for applying. */
  readonly error: TerraformError | undefined;
}

const planFile = "deploy.tfplan";

export class Terraform {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#environment = {
      ...environment,
      TF_IN_AUTOMATION: "1",
      ...(process.stdout.isTTY ? {} : { TF_CLI_ARGS: `${environment.TF_CLI_ARGS ?? ""} -no-color`.trim() }),
    };
  }

  /** @throws TerraformError without Terraform on this machine, or with one that cannot lock its state in S3 */
  static async requireInstalled(environment: NodeJS.ProcessEnv): Promise<void> {
    const { stdout } = await new Terraform(".", environment).#require(["version"], "capture");
    const [, version, major, minor] = /^Terraform v((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
    if (version !== undefined && Number(major) === 1 && Number(minor) < 11) {
      throw new TerraformError(terraformTooOld(version));
    }
  }

  /** @param migrateState moves the state to where the stack now says it lives */
  async init({ migrateState = false } = {}): Promise<void> {
    const migration = migrateState ? ["-migrate-state", "-force-copy"] : [];
    await this.#require(["init", "-input=false", "-no-color", ...migration], "capture");
  }

  /** Whether there is a state at all, be it of a stage that was destroyed. @throws TerraformError */
  async hasState(): Promise<boolean> {
    const { stdout } = await this.#require(["state", "pull"], "capture");
    // For a bucket without one Terraform shows a state of no lineage, for a file nothing.
    return stdout.trim() !== "" && (JSON.parse(stdout) as { readonly lineage: string }).lineage !== "";
  }

  /** Writes a state file to where the stack keeps its state. @throws TerraformError where that has another one */
  async pushState(file: string): Promise<void> {
    await this.#require(["state", "push", file], "capture");
  }

  /** Shows the plan and keeps it for `apply`. @throws TerraformError when there is no plan at all */
  async plan({ destroy = false } = {}): Promise<Planned> {
    rmSync(join(this.#folder, planFile), { force: true });
    const args = ["plan", "-input=false", `-out=${planFile}`, ...(destroy ? ["-destroy"] : [])];
    const end = await this.#run(args, "capture");
    if (end.status === 0) console.log(withoutProgress(end.stdout));
    const error = end.status === 0 ? undefined : new TerraformError(end.stderr);
    // `prevent_destroy` fails the plan, and Terraform still writes down what it would have done.
    if (error !== undefined && !existsSync(join(this.#folder, planFile))) throw error;
    const { stdout } = await this.#require(["show", "-json", planFile], "capture");
    return { plan: parsePlan(stdout, planFile), error };
  }

  /** Applies the plan that was made last: what was shown and judged, and nothing else. @throws TerraformError */
  async apply(): Promise<void> {
    await this.#require(["apply", "-input=false", planFile], "show");
  }

  /** Takes over what exists already. @returns whether it exists. @throws TerraformError */
  async import({ address, id }: Orphan): Promise<boolean> {
    const { status, stderr } = await this.#run(["import", "-input=false", address, id], "capture");
    if (status === 0) return true;
    if (stderr.includes("Cannot import non-existent remote object")) return false;
    throw new TerraformError(stderr);
  }

  /** Keeps what is half made, so that the next plan completes it. @throws TerraformError */
  async untaint(address: string): Promise<void> {
    await this.#require(["untaint", address], "capture");
  }

  /** Plans and applies in one go, for a stack without users. @throws TerraformError */
  async applyUnseen(): Promise<void> {
    await this.#require(["apply", "-auto-approve", "-input=false"], "show");
  }

  /** @throws TerraformError */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.#require(["output", "-json"], "capture");
    const outputs = JSON.parse(stdout) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  async #require(args: readonly string[], stdout: "show" | "capture"): Promise<ProgramEnd> {
    const end = await this.#run(args, stdout);
    if (end.status !== 0) throw new TerraformError(end.stderr);
    return end;
  }

  async #run(args: readonly string[], stdout: "show" | "capture"): Promise<ProgramEnd> {
    const program = this.#environment.TERRAFORM_BINARY_NAME ?? "terraform"; // the cdktf CLI's own variable
    try {
      const end = await runProgram(program, args, { cwd: this.#folder, environment: this.#environment, stdout });
      if (this.#environment.DEBUG) process.stderr.write(end.stderr);
      return end;
    } catch (error) {
      if (error instanceof ProgramNotFoundError) throw new TerraformError(terraformMissing);
      throw error;
    }
  }
}

/** A plan without the line for each resource that was looked at. */
function withoutProgress(output: string): string {
  const progress = /: (Refreshing state|Reading|Still reading|Read complete)/;
  return output
    .split("\n")
    .filter((line) => !progress.test(line))
    .join("\n")
    .trim();
}
