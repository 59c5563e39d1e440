/** A rule of somebody who knows, as a check on the synthesized Terraform, or the reason why it is not followed. */

/** `cdk.tf.json`, as far as the checks look into it. */
export interface SynthesizedStack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

export type Block = Readonly<Record<string, unknown>>;

export interface Control {
  /** Ours, and stable: `lambda-tracing`. */
  readonly id: string;
  readonly title: string;
  /** Ids in Checkov (`CKV…`), AWS Security Hub (`Lambda.1`) and cdk-nag (`AwsSolutions-…`); none where it is our own. */
  readonly sources: readonly string[];
  /** The setting that turns it on, where not every stage has it. */
  readonly setting?: string;
  readonly follows: Check | Waiver;
}

export interface Check {
  /** Addresses that do not follow the rule. */
  violations(stack: SynthesizedStack): readonly string[];
}

export interface Waiver {
  readonly waived: string;
}

/** A check of every resource of `type`. */
export function every(type: string, isFine: (block: Block, stack: SynthesizedStack) => boolean): Check {
  return {
    violations: (stack) =>
      Object.entries(stack.resource[type] ?? {})
        .filter(([, block]) => !isFine(block, stack))
        .map(([name]) => `${type}.${name}`),
  };
}

/** A check that every resource of `type` has one of `companion` that refers to it, and that this one is fine. */
export function everyHas(type: string, companion: string, isFine: (companion: Block) => boolean = () => true): Check {
  return {
    violations: ({ resource }) =>
      Object.keys(resource[type] ?? {})
        .filter((name) => {
          const own = Object.values(resource[companion] ?? {}).filter((block) =>
            JSON.stringify(block).includes(`${type}.${name}.`),
          );
          return !own.some(isFine);
        })
        .map((name) => `${type}.${name}`),
  };
}

/** The statements of an IAM policy in JSON. */
export function statementsOf(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { readonly Statement: readonly Statement[] }).Statement;
}

/** Whether a resource's policy refuses everybody who does not come over TLS. */
export function refusesWithoutTls(policy: unknown): boolean {
  return statementsOf(policy).some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" &&
      Principal === "*" &&
      JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
