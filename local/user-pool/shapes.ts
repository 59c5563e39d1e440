/**
 * A small language for the input of an operation. Reading a request through it gives a typed value, or one refusal that
 * lists every violated constraint, worded as the service words them.
 *
 *     const input = { ClientId: required(text({ max: 128 })), Limit: optional(integer({ max: 60 })) };
 *     readStructure(input, JSON.parse(body)); // { ClientId: string; Limit?: number }
 *
 * Source: Smithy specification, "Constraint traits"; texts as the service answers them.
 */
import { InvalidParameterException, SerializationException } from "./errors";

/** Reads one present value; adds the text of each violated constraint. @throws SerializationException wrong JSON type */
export interface Shape<T> {
  readonly read: (value: unknown, at: string, violations: string[]) => T;
}

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

export interface TextConstraints {
  readonly min?: number;
  readonly max?: number;
  /** Must match as a whole. */
  readonly pattern?: string;
  /** What messages show in place of `pattern`. */
  readonly shownPattern?: string;
  /** The value is not repeated in messages. */
  readonly sensitive?: boolean;
}

export function text(constraints: TextConstraints = {}): Shape<string> {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, shownPattern = pattern, sensitive = false } = constraints;
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "u");
  return {
    read(value, at, violations) {
      if (typeof value !== "string") throw wrongType(at, "a string");
      const fail = (constraint: string) => violations.push(violation(value, at, constraint, sensitive));
      if (value.length < min) fail(`have length greater than or equal to ${min}`);
      // A hostile text is not searched: too long is answer enough.
      if (value.length > max) fail(`have length less than or equal to ${max}`);
      else if (whole?.test(value) === false) fail(`satisfy regular expression pattern: ${shownPattern}`);
      return value;
    },
  };
}

export function oneOf<const V extends string>(...values: readonly V[]): Shape<V> {
  return {
    read(value, at, violations) {
      if (typeof value !== "string") throw wrongType(at, "a string");
      if (!(values as readonly string[]).includes(value)) {
        violations.push(violation(value, at, `satisfy enum value set: [${values.join(", ")}]`, false));
      }
      return value as V;
    },
  };
}

export function integer({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = {}): Shape<number> {
  return {
    read(value, at, violations) {
      if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(at, "an integer");
      if (value < min) violations.push(violation(value, at, `have value greater than or equal to ${min}`, false));
      if (value > max) violations.push(violation(value, at, `have value less than or equal to ${max}`, false));
      return value;
    },
  };
}

export const flag: Shape<boolean> = {
  read(value, at) {
    if (typeof value !== "boolean") throw wrongType(at, "a boolean");
    return value;
  },
};

export function list<T>(item: Shape<T>, { max = Number.POSITIVE_INFINITY } = {}): Shape<readonly T[]> {
  return {
    read(value, at, violations) {
      if (!Array.isArray(value)) throw wrongType(at, "a list");
      if (value.length > max) {
        violations.push(violation(`[${value.length} items]`, at, `have length less than or equal to ${max}`, true));
      }
      return value.map((entry, index) => {
        const place = `${at}.${index + 1}.member`;
        if (entry === null) throw wrongType(place, "a value");
        return item.read(entry, place, violations);
      });
    },
  };
}

/** A map of strings, such as `AuthParameters`. */
export const textMap: Shape<Readonly<Record<string, string>>> = {
  read(value, at) {
    const entries = Object.entries(requireRecord(value, at)).filter(([, entry]) => entry !== null);
    for (const [key, entry] of entries) if (typeof entry !== "string") throw wrongType(`${at}.${key}`, "a string");
    // Without a prototype, so that a key such as "constructor" is only there when it was sent.
    return Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, string>;
  },
};

/** Any JSON object, handed on as it is (a WebAuthn credential). */
export const document: Shape<Readonly<Record<string, unknown>>> = { read: requireRecord };

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

function requireRecord(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(at, "an object");
  return value as Readonly<Record<string, unknown>>;
}

function violation(value: string | number, at: string, constraint: string, sensitive: boolean): string {
  const shown = sensitive ? "" : ` '${value}'`;
  return `Value${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`;
}

/** U: the service answers this name; its exact text is not public. */
function wrongType(at: string, expected: string): SerializationException {
  return new SerializationException(`${at} must be ${expected}.`);
}
