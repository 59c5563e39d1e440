/**
 * Finds what a plan would do to the users: a user pool cannot be exported with its passwords, so a pool that is replaced
 * is lost. Pure: a plan goes in, what would be lost comes out. Works on any plan, not only on ours.
 */
import type { ResourceChange, TerraformPlan } from "./terraform-plan";

export interface Loss {
  readonly address: string;
  /** What would happen, and which argument causes it. */
  readonly problem: string;
  /** How to get there without the loss. */
  readonly safeWay: string;
}

export interface Verdict {
  /** What stops the plan. */
  readonly losses: readonly Loss[];
  /** Losses that were allowed by name. */
  readonly allowed: readonly Loss[];
  /** Whether a user pool is under deletion protection: then no allowance counts. */
  readonly isProtected: boolean;
}

/** What holds what cannot be made again, and what is gone with it. */
const holds: Readonly<Record<string, string>> = {
  aws_cognito_user_pool: "every user with password, passkeys and authenticator",
  aws_cognito_user_pool_client: "every sign-in through this client, and its id, which pages and tokens carry",
  aws_cognito_user: "this user",
  aws_cognito_user_group: "the membership of every user in it",
  aws_s3_bucket: "every object in it",
  aws_dynamodb_table: "every item in it",
  aws_db_instance: "the database",
  aws_rds_cluster: "the database",
  aws_efs_file_system: "every file in it",
  aws_kms_key: "everything encrypted with it",
};

/** Whether things of this type hold what cannot be made again. */
export const isGuarded = (type: string): boolean => holds[type] !== undefined;

/** @param allowances addresses whose loss somebody has accepted by name */
export function judgePlan(plan: TerraformPlan, allowances: readonly string[]): Verdict {
  const isProtected = plan.resource_changes.some(
    ({ type, change }) => type === "aws_cognito_user_pool" && change.before?.deletion_protection === "ACTIVE",
  );
  const found = [...plan.resource_changes.flatMap(lossesOf), ...vanished(plan)];
  const isAllowed = ({ address }: Loss) => !isProtected && allowances.includes(address);
  return {
    losses: found.filter((loss) => !isAllowed(loss)),
    allowed: found.filter(isAllowed),
    isProtected,
  };
}

function lossesOf(resource: ResourceChange): Loss[] {
  if (resource.mode === "data" || !isGuarded(resource.type) || isDisposable(resource)) return [];
  if (resource.change.actions.includes("delete")) return [deletion(resource)];
  return resource.type === "aws_cognito_user_pool" ? schemaLosses(resource) : [];
}

/** A bucket whose owner has said that its objects may go with it (ours: the page, made again by every build). */
function isDisposable({ type, change }: ResourceChange): boolean {
  return type === "aws_s3_bucket" && change.before?.force_destroy === true;
}

function deletion({ address, type, action_reason, change }: ResourceChange): Loss {
  const { before, after, replace_paths = [] } = change;
  const gone = `with it goes ${holds[type]}`;
  if (!change.actions.includes("create")) {
    const isUnknown = action_reason === "delete_because_no_resource_config";
    return {
      address,
      problem: `would be deleted${isUnknown ? ", because no resource has this address any more" : ""}; ${gone}`,
      safeWay: isUnknown
        ? "keep the address: undo the renaming, or tell Terraform about it (`moved` block, `moveTo`)"
        : "keep the resource",
    };
  }
  if (action_reason === "replace_because_tainted") {
    return {
      address,
      problem: `would be replaced, because it is tainted: its making was interrupted; ${gone}`,
      safeWay: `\`terraform untaint ${address}\`, and the next plan completes it`,
    };
  }
  const causes = replace_paths.map((path) => describeChange(path, before, after));
  return {
    address,
    problem: `would be replaced, because of ${causes.join(" and ") || (action_reason ?? "its configuration")}; ${gone}`,
    safeWay:
      type === "aws_cognito_user_pool"
        ? "undo that argument: AWS cannot change it. For another value make a second pool beside this one, and let the users over"
        : "undo that argument, or make a second one beside this one and move over before you delete it",
  };
}

/** AWS can add attributes to a pool, and nothing else; Terraform finds that out when half of the plan is applied. */
function schemaLosses({ address, change }: ResourceChange): Loss[] {
  const before = schemaOf(change.before);
  const after = schemaOf(change.after);
  const safeWay = "attributes can only be added: leave this one as it is, and add another one under a new name";
  return [...before].flatMap(([name, attribute]) => {
    const next = after.get(name);
    if (next === undefined) return [{ address, problem: `would lose the attribute ${name} of its schema`, safeWay }];
    if (next === attribute) return [];
    return [{ address, problem: `would get another definition of the attribute ${name} in its schema`, safeWay }];
  });
}

function schemaOf(pool: Readonly<Record<string, unknown>> | null): Map<string, string> {
  const schema = (pool?.schema ?? []) as ReadonlyArray<{ readonly name?: string }>;
  return new Map(schema.map((attribute) => [String(attribute.name), canonical(attribute)]));
}

/** In the state, but AWS says it does not exist, so that an empty one would be made: most often another region or account. */
function vanished({ resource_changes, resource_drift }: TerraformPlan): Loss[] {
  const created = new Set(
    resource_changes.filter(({ change }) => change.actions.includes("create")).map(({ address }) => address),
  );
  return resource_drift
    .filter(({ address, type, change }) => holds[type] && change.actions.includes("delete") && created.has(address))
    .map(({ address, change }) => ({
      address,
      problem: `is not there any more (${String(change.before?.id)}), and an empty one would be made in its place`,
      safeWay: "check AWS_REGION and the account of your credentials: a stage stays where it was first deployed",
    }));
}

function describeChange(path: ReadonlyArray<string | number>, before: unknown, after: unknown): string {
  const name = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .slice(1);
  return `${name} (${show(valueAt(before, path))} → ${show(valueAt(after, path))})`;
}

function valueAt(value: unknown, path: ReadonlyArray<string | number>): unknown {
  return path.reduce<unknown>((current, part) => (current as Record<string, unknown> | null)?.[part], value);
}

function show(value: unknown): string {
  return value === undefined || value === null ? "unset" : JSON.stringify(value);
}

/** The same text for the same value, in whatever order its keys are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
