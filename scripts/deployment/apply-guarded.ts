/** Plans, judges the plan, and applies exactly that plan; repairs what an interrupted deploy has left. */
import { describeVerdict } from "./describe-verdict";
import { findHalfMade } from "./find-half-made";
import { findOrphans, type Orphan, suspectOrphans } from "./find-orphans";
import { type Terraform, TerraformError } from "./terraform";
import type { TerraformPlan } from "./terraform-plan";
import { judgePlan } from "./user-loss-guard";

/** The guard stopped the plan; nothing was touched. */
export class UserLossError extends Error {
  override readonly name = "UserLossError";
}

export interface GuardedApply {
  readonly terraform: Terraform;
  /** Addresses whose loss somebody has accepted by name. */
  readonly allowances: readonly string[];
  /** Of our names in AWS. */
  readonly prefix: string;
  /** Judges each plan besides the guard. @throws Error to stop it */
  readonly inspect?: (plan: TerraformPlan) => void;
}

/** A deploy stops at the first layer of what is already there, so that there may be a next one. */
const mostRepairs = 4;

/** The plan that was applied last. @throws UserLossError TerraformError */
export async function applyGuarded({ terraform, allowances, prefix, inspect }: GuardedApply): Promise<TerraformPlan> {
  for (let repairs = 0; ; repairs++) {
    const { plan, error } = await terraform.plan();
    const halfMade = findHalfMade(plan, prefix).filter((address) => !allowances.includes(address));
    if (repairs < mostRepairs && (await complete(terraform, halfMade))) continue;
    const refusal = describeVerdict(judgePlan(plan, allowances));
    if (refusal !== undefined) throw new UserLossError(refusal);
    if (error !== undefined) throw error;
    inspect?.(plan);
    if (repairs < mostRepairs && (await takeOver(terraform, suspectOrphans(plan, prefix)))) continue;
    try {
      await terraform.apply();
      return plan;
    } catch (failure) {
      const orphans = failure instanceof TerraformError ? findOrphans(failure.stderr, plan, prefix) : [];
      if (repairs === mostRepairs || !(await takeOver(terraform, orphans))) throw failure;
    }
  }
}

/** @returns whether there was any, so that there is another plan to make. @throws TerraformError */
async function complete(terraform: Terraform, addresses: readonly string[]): Promise<boolean> {
  for (const address of addresses) {
    await terraform.untaint(address);
    console.log(`Completing ${address}, which an interrupted deploy has made in part.`);
  }
  return addresses.length > 0;
}

/** @returns as `complete`. @throws TerraformError */
async function takeOver(terraform: Terraform, orphans: readonly Orphan[]): Promise<boolean> {
  let isAny = false;
  for (const orphan of orphans) {
    if (!(await terraform.import(orphan))) continue;
    isAny = true;
    console.log(`Taking over ${orphan.id}, which an interrupted deploy has left.`);
  }
  return isAny;
}
