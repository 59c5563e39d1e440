/**
 * What an interrupted deploy has made in part, and written down so: tainted. Terraform would replace it, but a second one
 * of the same name cannot be made beside it, and what holds users would lose them. Untainted, it is completed instead.
 */
import { ourImportId } from "./find-orphans";
import type { TerraformPlan } from "./terraform-plan";
import { isGuarded } from "./user-loss-guard";

/** Addresses. @param prefix of our names in AWS */
export function findHalfMade({ resource_changes }: TerraformPlan, prefix: string): string[] {
  return resource_changes
    .filter(({ action_reason }) => action_reason === "replace_because_tainted")
    .filter(({ type, change }) => isGuarded(type) || ourImportId(type, change.before, prefix) !== undefined)
    .map(({ address }) => address);
}
