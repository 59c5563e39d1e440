/** An argument that takes one of a few words. */
import { ArgumentError } from "./argument-errors";
import type { Arguments } from "./arguments";

/** @throws ArgumentError naming the words */
export function choice<const V extends string>(
  args: Arguments,
  name: string,
  values: readonly V[],
  byDefault: NoInfer<V>,
): V {
  const value = args.string(name) ?? byDefault;
  if (!(values as readonly string[]).includes(value)) {
    throw new ArgumentError(args.address, args.pathOf(name), `must be one of ${values.join(", ")}, not ${value}`);
  }
  return value as V;
}
