/**
 * What an interrupted deploy has made without writing it down: the next one then fails with "already exists". Where the
 * name is ours and says which one it is, Terraform can take it over.
 */
import type { ResourceChange, TerraformPlan } from "./terraform-plan";

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
 * What may be there already, and is better asked about before the apply: where a function's name is taken, the provider
 * tries to make it for five minutes before it says so (hashicorp/terraform-provider-aws issue 29263). Nothing where the
 * whole stage is new: an interrupted deploy leaves a part of it.
 * @param plan to be applied
 * @param prefix of our names in AWS
 */
export function suspectOrphans({ resource_changes }: TerraformPlan, prefix: string): Orphan[] {
  if (!resource_changes.some(({ mode, change }) => mode !== "data" && change.before !== null)) return [];
  return resource_changes
    .filter(({ type, change }) => type === "aws_lambda_function" && change.actions.join() === "create")
    .flatMap((change) => ourOrphan(change, prefix));
}

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
    // Terraform takes nothing over that it has written down already.
    return change?.change.before === null ? ourOrphan(change, prefix) : [];
  });
}

function ourOrphan({ address, type, change }: ResourceChange, prefix: string): Orphan[] {
  const id = ourImportId(type, change.after, prefix);
  return id === undefined ? [] : [{ address, id }];
}

/** Undefined where the type is not known by its name, or the name is not ours. */
export function ourImportId(type: string, values: Values | null, prefix: string): string | undefined {
  const id = values === null ? undefined : importIds[type]?.(values);
  return id?.includes(prefix) ? id : undefined;
}
