/**
 * Resolves Terraform references (`${aws_cognito_user_pool.users.id}`) to the values that the local side gives them.
 * What it does not know (function calls, attributes of services without a local twin) stays `${…}` text; whoever needs
 * such a value refuses it by name (see `arguments.ts`).
 */
import { computedAttributes } from "./computed-attributes";
import type { Stack } from "./stack";

const reference =
  /(?<!\$)\$\{(?:(?<value>(?:var|local)\.[A-Za-z0-9_-]+)|(?<address>(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z0-9_-]+)\.(?<attribute>[a-z0-9_]+))\}/g;

/** `value` with every reference that has a local value replaced, at any depth. */
export function resolveReferences(stack: Stack, value: unknown): unknown {
  return resolve(stack, value, []);
}

/** Whether `text` still holds a reference or expression that has no local value. */
export function isUnresolved(text: string): boolean {
  return /(?<!\$)\$\{|(?<!%)%\{/.test(text);
}

/** Terraform's escapes undone: `$${` stands for a literal `${`. For text that is resolved. */
export function withoutEscapes(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Addresses that `value` refers to, resolved or not, at any depth. */
export function referencedAddresses(value: unknown): string[] {
  const text = JSON.stringify(value) ?? "";
  return [...new Set([...text.matchAll(/\b((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g)].map(([address]) => address))];
}

function resolve(stack: Stack, value: unknown, trail: readonly string[]): unknown {
  if (typeof value === "string") return resolveText(stack, value, trail);
  if (Array.isArray(value)) return value.map((item) => resolve(stack, item, trail));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(stack, item, trail)]));
  }
  return value;
}

function resolveText(stack: Stack, text: string, trail: readonly string[]): unknown {
  let whole: unknown;
  const resolved = text.replace(reference, (expression: string, ...match) => {
    const { address, attribute, value: name } = match.at(-1) as Record<string, string | undefined>;
    const deeper = [...trail, expression];
    const value = trail.includes(expression)
      ? undefined // a circular reference has no value; Terraform would refuse it too
      : name !== undefined
        ? resolve(stack, stack.values[name], deeper)
        : attributeOf(stack, String(address), String(attribute), deeper);
    if (value === undefined || value === null) return expression;
    if (expression === text) whole = value; // keeps lists, numbers and booleans what they are
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
  return whole ?? resolved;
}

function attributeOf(stack: Stack, address: string, attribute: string, trail: readonly string[]): unknown {
  const resource = stack.resources.find((candidate) => candidate.address === address);
  if (resource === undefined) return undefined;
  const computed = computedAttributes(stack, resource, (value) => resolve(stack, value, trail))[attribute];
  if (computed !== undefined) return computed;
  const argument = resource.arguments[attribute];
  return argument === undefined ? undefined : resolve(stack, argument, trail);
}
