/**
 * What the AWS API emulator accepts and then does not return, or does not know at all. Nothing else may be left out of a
 * rehearsal; what is left out is covered by `terraform validate` and `plan`.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface EmulatorGap {
  readonly type: string;
  /** Path of the argument that is dropped; without one the whole resource is. */
  readonly argument?: string;
  readonly reason: string;
}

const unknownPolicies = "the emulator knows no response headers policies";

export const emulatorGaps: readonly EmulatorGap[] = [
  { type: "aws_api_gateway_authorizer", argument: "identity_validation_expression", reason: "is not returned" },
  { type: "aws_cognito_user_pool", argument: "user_pool_tier", reason: "is not returned" },
  { type: "aws_cognito_user_pool", argument: "web_authn_configuration", reason: "is not returned" },
  { type: "aws_cloudfront_response_headers_policy", reason: unknownPolicies },
  {
    type: "aws_cloudfront_distribution",
    argument: "default_cache_behavior.response_headers_policy_id",
    reason: unknownPolicies,
  },
  {
    type: "aws_cloudfront_distribution",
    argument: "ordered_cache_behavior.response_headers_policy_id",
    reason: unknownPolicies,
  },
];

/** Types that plan a change every time, because the emulator returns them in its own way. */
export const neverPlannedEmpty = ["aws_cloudfront_distribution"];

type Stack = { resource: Record<string, Record<string, Record<string, unknown>>> };

/** Makes `copy` a copy of the stack's folder `from`, without what the emulator cannot do. Returns what was left out. */
export function copyWithoutGaps(from: string, copy: string): string[] {
  cpSync(from, copy, { recursive: true, verbatimSymlinks: true });
  const file = join(copy, "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as Stack;
  const leftOut = emulatorGaps.flatMap((gap) => leaveOut(stack, gap));
  writeFileSync(file, JSON.stringify(stack));
  return leftOut;
}

function leaveOut({ resource }: Stack, { type, argument, reason }: EmulatorGap): string[] {
  const names = Object.keys(resource[type] ?? {});
  if (argument === undefined) {
    delete resource[type];
    return names.map((name) => `${type}.${name}: ${reason}`);
  }
  return names
    .filter((name) => removeAt(resource[type]?.[name], argument.split(".")))
    .map((name) => `${type}.${name}: ${argument} ${reason}`);
}

/** Removes a path from a block, in every one where blocks are repeated. Returns whether it was there. */
function removeAt(value: unknown, [first = "", ...rest]: readonly string[]): boolean {
  if (Array.isArray(value)) return value.map((item) => removeAt(item, [first, ...rest])).includes(true);
  const block = value as Record<string, unknown>;
  if (block?.[first] === undefined) return false;
  if (rest.length > 0) return removeAt(block[first], rest);
  return delete block[first];
}
