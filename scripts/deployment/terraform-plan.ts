/**
 * A plan as `terraform show -json` prints it, as far as it is read here.
 * Source: Terraform documentation, "JSON Output Format", "Plan Representation".
 */

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode?: "managed" | "data";
  /** Why this action: `replace_because_cannot_update`, `delete_because_no_resource_config` … */
  readonly action_reason?: string;
  readonly change: {
    /** `["delete", "create"]` or `["create", "delete"]` is a replacement. */
    readonly actions: readonly Action[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    /** Paths of the arguments that force a replacement. */
    readonly replace_paths?: ReadonlyArray<ReadonlyArray<string | number>>;
  };
}

export interface TerraformPlan {
  readonly resource_changes: readonly ResourceChange[];
  /** What has changed outside of Terraform. */
  readonly resource_drift: readonly ResourceChange[];
}

/** The text is not a plan. */
export class PlanFormatError extends Error {
  override readonly name = "PlanFormatError";
  constructor(source: string, what: string, options?: ErrorOptions) {
    super(`${source} is not a plan as \`terraform show -json PLAN\` prints it: ${what}.`, options);
  }
}

/** @param source where it comes from, for messages. @throws PlanFormatError */
export function parsePlan(text: string, source: string): TerraformPlan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new PlanFormatError(source, "it is not JSON", { cause });
  }
  const plan = json as Partial<TerraformPlan> & {
    readonly format_version?: unknown;
    readonly planned_values?: unknown;
  };
  if (typeof json !== "object" || json === null || typeof plan.format_version !== "string") {
    throw new PlanFormatError(source, "it has no format_version");
  }
  // A state (`terraform show -json` without a plan) has values and no planned_values.
  if (plan.planned_values === undefined) throw new PlanFormatError(source, "it has no planned_values");
  return { resource_changes: plan.resource_changes ?? [], resource_drift: plan.resource_drift ?? [] };
}

/** How many resources a plan creates, changes and destroys (a replaced one counts twice, as Terraform counts). */
export function countActions({
  resource_changes,
}: TerraformPlan): Readonly<Record<"create" | "update" | "delete", number>> {
  const count = (action: Action) => resource_changes.filter(({ change }) => change.actions.includes(action)).length;
  return { create: count("create"), update: count("update"), delete: count("delete") };
}
