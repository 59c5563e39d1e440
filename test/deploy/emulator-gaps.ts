/**
 * What the AWS API emulator accepts and then does not return, or does not know at all. Nothing else may be left out of a
 * rehearsal; what is left out is covered by `terraform validate` and `plan`.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface EmulatorGap {
  readonly type: string;
  /** Argument that is dropped; without one the whole resource is. */
  readonly argument?: string;
  readonly reason: string;
}

export const emulatorGaps: readonly EmulatorGap[] = [
  { type: "aws_api_gateway_authorizer", argument: "identity_validation_expression", reason: "is not returned" },
  { type: "aws_cognito_user_pool", argument: "user_pool_tier", reason: "is not returned" },
  { type: "aws_cognito_user_pool", argument: "web_authn_configuration", reason: "is not returned" },
];

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
    return names.map((name) => `${type}.${name} ${reason}`);
  }
  return names.flatMap((name) => {
    const block = resource[type]?.[name];
    if (block?.[argument] === undefined) return [];
    delete block[argument];
    return [`${type}.${name} ${argument} ${reason}`];
  });
}
