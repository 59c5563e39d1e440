/**
 * What the values of a request may be: a small language for declared inputs (see structure.ts).
 * Source: Smithy specification, "Simple types", "Aggregate types" and "Constraint traits"; texts as the service answers them.
 */
import { SerializationException } from "../errors";

/** Reads one present value; adds the text of each violated constraint. @throws SerializationException wrong JSON type */
export interface Shape<T> {
  readonly read: (value: unknown, at: string, violations: string[]) => T;
}

interface TextConstraints {
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

/** @throws SerializationException */
export function requireRecord(value: unknown, at: string): Readonly<Record<string, unknown>> {
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
