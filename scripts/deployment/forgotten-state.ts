/**
 * A stage whose state went from a local file to a bucket without being moved: the bucket knows nothing, and a deploy would
 * make a second, empty user pool. Terraform notices that only where it remembers its last backend.
 */
import type { TerraformPlan } from "./terraform-plan";

/** Names and ids of user pools that a local state file knows, though `plan` (on another state) would make one. */
export function findForgottenPools(plan: TerraformPlan, localState: string): string[] {
  const makesPool = plan.resource_changes.some(
    ({ type, change }) => type === "aws_cognito_user_pool" && change.actions.includes("create"),
  );
  if (!makesPool) return [];
  const { resources = [] } = JSON.parse(localState) as LocalState;
  return resources
    .filter(({ type, mode }) => type === "aws_cognito_user_pool" && mode === "managed")
    .flatMap(({ instances }) => instances.map(({ attributes }) => String(attributes.id)));
}

/** Source: Terraform's state format, version 4. */
interface LocalState {
  readonly resources?: ReadonlyArray<{
    readonly mode: string;
    readonly type: string;
    readonly instances: ReadonlyArray<{ readonly attributes: { readonly id: string } }>;
  }>;
}
