/**
 * A synthesized stack (`cdktf.out/stacks/<stage>/cdk.tf.json`) as a list of resources. This is the only description of
 * the system that the local side believes.
 */
import { readFileSync } from "node:fs";
import { isUnresolved, resolveReferences } from "./references";

/** One `resource` or `data` block. Arguments are as written: references are still `${…}` text. */
export interface Resource {
  /** `aws_lambda_function.api`, or `data.aws_region.current` */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Stack {
  readonly name: string;
  /** Region of the stack's AWS provider. */
  readonly region: string;
  /** Where it was read from, for messages. */
  readonly file: string;
  readonly resources: readonly Resource[];
  /** `var.<name>` (its default) and `local.<name>`, as written. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The stack file is missing, unreadable, or not what the CDK for Terraform writes. */
export class StackFileError extends Error {
  override readonly name = "StackFileError";
}

/** @throws StackFileError naming the file and the way out */
export function readStack(file: string): Stack {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const hint = "synthesize it with `npx cdktf synth`, or name another file with --stack";
    throw new StackFileError(`Cannot read the stack file ${file}: ${hint}.`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StackFileError(`The stack file ${file} is not JSON.`, { cause });
  }
  return parseStack(json, file);
}

/** @throws StackFileError when `json` is not a synthesized stack with an AWS provider */
export function parseStack(json: unknown, file: string): Stack {
  const foreign = (what: string) =>
    new StackFileError(`The stack file ${file} is not a stack synthesized by CDK for Terraform: ${what}.`);
  if (!isRecord(json)) throw foreign("it is not an object");

  const name = valueAt(json, "//", "metadata", "stackName");
  if (typeof name !== "string") throw foreign('it has no "//".metadata.stackName');
  const resources = [...resourcesIn(json.resource, ""), ...resourcesIn(json.data, "data.")];
  const stack = { name, region: "", file, resources, values: valuesIn(json) };
  const region = resolveReferences(stack, providerRegion(json));
  if (typeof region !== "string" || isUnresolved(region)) {
    const way = "ids, ARNs and issuers have it in them, so write it out there, or as a variable with a default";
    throw new StackFileError(`The stack file ${file} has no aws provider with a region: ${way}.`);
  }
  return { ...stack, region };
}

export function resourcesOfType(stack: Stack, type: string): Resource[] {
  return stack.resources.filter((resource) => resource.type === type && !resource.address.startsWith("data."));
}

/** The region of the provider without an alias; of several, aliased ones serve special resources only. */
function providerRegion(json: Record<string, unknown>): unknown {
  const declared = valueAt(json, "provider", "aws");
  const providers = (Array.isArray(declared) ? declared : [declared]).filter(isRecord);
  return providers.find(({ alias }) => alias === undefined)?.region;
}

function resourcesIn(section: unknown, prefix: "" | "data."): Resource[] {
  if (!isRecord(section)) return [];
  return Object.entries(section).flatMap(([type, named]) =>
    Object.entries(isRecord(named) ? named : {}).map(([name, block]) => {
      const { "//": _metadata, ...args } = isRecord(block) ? block : {};
      return { address: `${prefix}${type}.${name}`, type, name, arguments: args };
    }),
  );
}

/** A deployment may set variables; nobody does so here, so a variable without a default has no local value. */
function valuesIn({ variable, locals }: Record<string, unknown>): Record<string, unknown> {
  const defaults = Object.entries(isRecord(variable) ? variable : {}).map(([name, declared]) => [
    `var.${name}`,
    valueAt(declared, "default"),
  ]);
  const local = Object.entries(isRecord(locals) ? locals : {}).map(([name, value]) => [`local.${name}`, value]);
  return Object.fromEntries([...defaults, ...local]);
}

function valueAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((current, key) => (isRecord(current) ? current[key] : undefined), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
