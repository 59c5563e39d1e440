/**
 * What an interrupted deploy has made without writing it down: the next one then fails with "already exists". Where the
 * name is ours and says which one it is, Terraform can take it over.
 */
import type { TerraformPlan } from "./terraform-plan";

export interface Orphan {
  readonly address: string;
  /** As `terraform import` wants it. */
  readonly id: string;
}

type Values = Readonly<Record<string, unknown>>;

/** How each type is imported. Source: Terraform AWS provider, section "Import" of each resource's page. */
const importIds: Readonly<Record<string, (values: Values) => string>> = {
  aws_cloudwatch_log_group: ({ name }) => String(name),
  aws_iam_role: ({ name }) => String(name),
  aws_lambda_function: ({ function_name }) => String(function_name),
  aws_s3_bucket: ({ bucket }) => String(bucket),
};

/**
 * @param stderr of the apply that failed
 * @param plan that was applied
 * @param prefix of our names in AWS: what is called otherwise is somebody else's
 */
export function findOrphans(stderr: string, plan: TerraformPlan, prefix: string): Orphan[] {
  return stderr.split(/\bError: /).flatMap((error) => {
    if (!/AlreadyExists|AlreadyOwnedByYou|ResourceConflict|already exists?\b/.test(error)) return [];
    const address = error.match(/with (\w+\.[\w-]+),/)?.[1];
    const change = plan.resource_changes.find((candidate) => candidate.address === address);
    const id = change?.change.after && importIds[change.type]?.(change.change.after);
    return address !== undefined && id?.includes(prefix) ? [{ address, id }] : [];
  });
}
