/**
 * The input of an operation, declared member by member. Reading a request through it gives a typed value, or one refusal
 * that lists every violated constraint, worded as the service words them.
 *
 *     const input = { ClientId: required(text({ max: 128 })), Limit: optional(integer({ max: 60 })) };
 *     readStructure(input, JSON.parse(body)); // { ClientId: string; Limit?: number }
 *
 * Source: Smithy specification, "Structure" and "Constraint traits"; texts as the service answers them.
 */
import { InvalidParameterException } from "../errors";
import { requireRecord, type Shape } from "./shapes";

export interface Member<T, Required extends boolean> {
  readonly shape: Shape<T>;
  readonly required: Required;
}

export type Structure = Readonly<Record<string, Member<unknown, boolean>>>;

type Keys<S extends Structure, Required extends boolean> = {
  [K in keyof S]: S[K] extends Member<unknown, Required> ? K : never;
}[keyof S];
type ValueOf<M> = M extends Member<infer T, boolean> ? T : never;

/** The request that a structure describes. */
export type Infer<S extends Structure> = { readonly [K in Keys<S, true>]: ValueOf<S[K]> } & {
  readonly [K in Keys<S, false>]?: ValueOf<S[K]> | undefined;
};

export const required = <T>(shape: Shape<T>): Member<T, true> => ({ shape, required: true });
export const optional = <T>(shape: Shape<T>): Member<T, false> => ({ shape, required: false });

export function structure<S extends Structure>(members: S): Shape<Infer<S>> {
  return { read: (value, at, violations) => readMembers(members, value, `${at}.`, violations) };
}

/** @throws InvalidParameterException listing every violation. @throws SerializationException */
export function readStructure<S extends Structure>(members: S, value: unknown): Infer<S> {
  const violations: string[] = [];
  const request = readMembers(members, value, "", violations);
  if (violations.length === 0) return request;
  const count = `${violations.length} validation error${violations.length > 1 ? "s" : ""} detected`;
  throw new InvalidParameterException(`${count}: ${violations.join("; ")}`);
}

function readMembers<S extends Structure>(members: S, value: unknown, prefix: string, violations: string[]): Infer<S> {
  const given = requireRecord(value, prefix.slice(0, -1) || "the request");
  const read: Record<string, unknown> = {};
  for (const [name, { shape, required }] of Object.entries(members)) {
    const at = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const entry = Object.hasOwn(given, name) ? given[name] : undefined;
    if (entry !== undefined && entry !== null) read[name] = shape.read(entry, at, violations);
    else if (required) violations.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
  }
  return read as Infer<S>;
}
