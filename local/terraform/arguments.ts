/**
 * Typed access to the arguments of one resource. Every read is remembered: an argument that is set but that nobody read
 * is one that the local side does not honour, so that list can never be out of date (`ignored`).
 */
import { ArgumentError } from "./argument-errors";
import { isUnresolved, resolveReferences, withoutEscapes } from "./references";
import type { Resource, Stack } from "./stack";

export class Arguments {
  readonly #read = new Set<string>();
  readonly #withoutLocalValue = new Set<string>();
  readonly #blocks = new Map<string, readonly Arguments[]>();

  private constructor(
    readonly address: string,
    private readonly path: string,
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}

  /** The arguments of `resource`, with references resolved. */
  static of(stack: Stack, resource: Resource): Arguments {
    const values = resolveReferences(stack, resource.arguments) as Record<string, unknown>;
    return new Arguments(resource.address, "", values);
  }

  string(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value === "object") throw this.#fault(name, "must be a string");
    return this.#resolved(name, value);
  }

  /** The text, if all that it refers to has a local value; else nothing, and the argument counts as not honoured. */
  stringIfResolved(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" && isUnresolved(value) ? undefined : this.string(name);
  }

  /** What of the argument has no local value, as written (counts as reading it). */
  unresolved(name: string): string | undefined {
    return [this.#value(name)].flat().map(String).find(isUnresolved);
  }

  requireString(name: string): string {
    const value = this.string(name);
    if (value === undefined) throw this.#fault(name, "is missing");
    return value;
  }

  /** Terraform takes numbers as text too. */
  number(name: string): number | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === "" || Number.isNaN(value))
      throw this.#fault(name, `must be a number, not ${JSON.stringify(text)}`);
    return value;
  }

  /** Terraform takes booleans as text too. */
  boolean(name: string): boolean | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    if (text !== "true" && text !== "false")
      throw this.#fault(name, `must be true or false, not ${JSON.stringify(text)}`);
    return text === "true";
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value === "string") this.#resolved(name, value); // a list that is unknown is no list that is wrong
    if (!Array.isArray(value)) throw this.#fault(name, "must be a list");
    return value.map((item) => {
      if (typeof item === "object") throw this.#fault(name, "must be a list of strings");
      return this.#resolved(name, item);
    });
  }

  stringMap(name: string): Readonly<Record<string, string>> | undefined {
    return this.#map(name, (key, item) => this.#resolved(`${name}.${key}`, item));
  }

  /** As `stringMap`, without the entries that have no local value; each of them counts as not honoured. */
  stringMapOfResolved(name: string): Readonly<Record<string, string>> | undefined {
    const unresolved = (item: unknown) => typeof item === "object" || isUnresolved(String(item));
    return this.#map(name, (key, item) => {
      if (!unresolved(item)) return this.#resolved(`${name}.${key}`, item);
      this.#withoutLocalValue.add(`${name}.${key}`);
      return undefined;
    });
  }

  /** Nested blocks, in order. Synthesized JSON writes a single one with or without the list around it. */
  blocks(name: string): readonly Arguments[] {
    const known = this.#blocks.get(name);
    if (known !== undefined) return known;
    const value = this.#value(name);
    const items = value === undefined ? [] : Array.isArray(value) ? value : [value];
    const blocks = items.map((item, index) => {
      if (typeof item !== "object" || item === null) throw this.#fault(name, "must be a block");
      const path = `${this.path}${name}${items.length > 1 ? `[${index}]` : ""}.`;
      return new Arguments(this.address, path, item as Record<string, unknown>);
    });
    this.#blocks.set(name, blocks);
    return blocks;
  }

  block(name: string): Arguments | undefined {
    return this.blocks(name)[0];
  }

  /** Whether the argument is set at all (counts as reading it). */
  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  /** Where an argument is, nested blocks included, as messages name it. */
  pathOf(name: string): string {
    return `${this.path}${name}`;
  }

  /** Marks arguments that could have no effect on one machine (tags, descriptions): honoured by having nothing to do. */
  hasNoLocalEffect(...names: string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** Arguments that are set and that nobody has read, with the path of nested blocks. Call after reading. */
  ignored(): string[] {
    const own = Object.keys(this.values).filter((name) => !this.#read.has(name) && this.values[name] != null);
    const nested = [...this.#blocks.values()].flat().flatMap((block) => block.ignored());
    const set = own.filter((name) => !metaArguments.has(name));
    return [...[...set, ...this.#withoutLocalValue].map((name) => `${this.path}${name}`), ...nested];
  }

  #value(name: string): unknown {
    this.#read.add(name);
    return this.values[name] ?? undefined;
  }

  #resolved(name: string, value: unknown): string {
    const text = String(value);
    if (isUnresolved(text)) throw this.#fault(name, `refers to something that has no local value: ${text}; ${wayOut}`);
    return withoutEscapes(text);
  }

  #map(
    name: string,
    read: (key: string, item: unknown) => string | undefined,
  ): Readonly<Record<string, string>> | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) throw this.#fault(name, "must be a map");
    const entries = Object.entries(value as object).flatMap(([key, item]): [string, string][] => {
      const text = read(key, item);
      return text === undefined ? [] : [[key, text]];
    });
    // Without a prototype: they are looked up by names that others send, and "constructor" is one.
    return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(entries));
  }

  #fault(name: string, problem: string): ArgumentError {
    return new ArgumentError(this.address, `${this.path}${name}`, problem);
  }
}

const wayOut = "write it out, or give its variable a default";

/** Terraform's own arguments: they order and guard a deployment, which does not happen here. */
const metaArguments = new Set([
  "depends_on",
  "lifecycle",
  "provider",
  "count",
  "for_each",
  "provisioner",
  "connection",
]);
