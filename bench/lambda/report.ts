/** The comparison as tables of ratios. */
import { table } from "../markdown";
import type { Measure, Result } from "./compare";
import { floor, ours, oursLogging } from "./contestants";
import { verdicts } from "./targets";

/** Column heads and what is below them. */
const direct: readonly (readonly [string, Measure])[] = [
  ["init", "init"],
  ["JWKS given", "first, JWKS given"],
  ["loopback", "first, JWKS over loopback"],
  ["5 ms", "first, JWKS 5 ms away"],
  ["20 ms", "first, JWKS 20 ms away"],
  ["50 ms", "first, JWKS 50 ms away"],
  ["warm secured", "warm secured"],
  ["warm public", "warm public"],
];
const runtime: readonly (readonly [string, Measure])[] = [
  ["cold", "runtime cold"],
  ["cold, JWKS 20 ms away", "runtime cold, JWKS 20 ms away"],
  ["warm", "runtime warm"],
];

export function report(results: readonly Result[]): string {
  const base = results.find(({ contestant }) => contestant === floor);
  if (!base) throw new Error("The floor was not measured.");
  const cells = (result: Result, columns: typeof direct) =>
    columns.map(([, measure]) =>
      result === base
        ? milliseconds(base.measures[measure])
        : (result.measures[measure] / base.measures[measure]).toFixed(2),
    );
  const memory = (result: Result) =>
    result === base
      ? `${megabytes(base.measures.memory)} MB`
      : `+${megabytes(result.measures.memory - base.measures.memory)} MB`;

  const main = table([
    ["", "size", ...direct.map(([head]) => head), "memory"],
    ...results.map((result) => [
      result.contestant.label,
      `${Math.round(result.bundleBytes / 1000)} kB`,
      ...cells(result, direct),
      memory(result),
    ]),
  ]);
  const underRuntime = table([
    ["under the runtime client", ...runtime.map(([head]) => head)],
    ...results.map((result) => [result.contestant.label, ...cells(result, runtime)]),
  ]);
  const targets = table([
    ["", "target", "measured", ""],
    ...verdicts(results).map(({ name, target, measured, met }) => [name, target, measured, met ? "met" : "**missed**"]),
  ]);
  return [main, underRuntime, logLine(results), targets].join("\n\n");
}

function logLine(results: readonly Result[]): string {
  const warm = (measure: Measure) => {
    const [silent, logging] = [ours, oursLogging].map(
      (one) => results.find(({ contestant }) => contestant === one)?.measures[measure] ?? Number.NaN,
    );
    return `${Math.round(((logging ?? 0) - (silent ?? 0)) * 1000)} µs`;
  };
  return `The log line costs ${warm("warm secured")} of a warm secured request, ${warm("warm public")} of a public one.`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 1 ? 4 : 1)} ms`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
