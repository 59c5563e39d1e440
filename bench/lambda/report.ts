/** The comparison as tables of ratios. */
import { table } from "../markdown";
import type { Result } from "./compare";
import { type Contestant, floor, naive, ours, oursLogging } from "./contestants";
import { verdicts } from "./targets";
import type { Measure } from "./trials";

interface Column {
  readonly head: string;
  readonly measure: Measure;
  /** Has its milliseconds in this column, everybody else a ratio to them. */
  readonly base: Contestant;
}

const direct: readonly Column[] = [
  { head: "init", measure: "init", base: floor },
  { head: "JWKS given", measure: "first, JWKS given", base: floor },
  { head: "loopback", measure: "first, JWKS over loopback", base: floor },
  { head: "5 ms away", measure: "first, JWKS 5 ms away", base: floor },
  { head: "20 ms away", measure: "first, JWKS 20 ms away", base: floor },
  { head: "50 ms away", measure: "first, JWKS 50 ms away", base: floor },
  { head: "warm secured", measure: "warm secured", base: floor },
  // The hand-written handler does next to nothing here.
  { head: "warm public", measure: "warm public", base: naive },
];

const underRuntime: readonly Column[] = [
  { head: "cold", measure: "runtime cold", base: floor },
  { head: "cold, JWKS 20 ms away", measure: "runtime cold, JWKS 20 ms away", base: floor },
  { head: "warm secured", measure: "runtime warm", base: floor },
];

export function report(results: readonly Result[]): string {
  const of = (contestant: Contestant, measure: Measure) => {
    const result = results.find((result) => result.contestant === contestant);
    if (!result) throw new Error(`${contestant.label} was not measured.`);
    return result.measures[measure];
  };
  const cells = ({ contestant }: Result, columns: readonly Column[]) =>
    columns.map(({ measure, base }) =>
      contestant === base ? milliseconds(of(base, measure)) : (of(contestant, measure) / of(base, measure)).toFixed(2),
    );
  const memory = ({ contestant }: Result) => {
    const above = of(contestant, "memory") - of(floor, "memory");
    return contestant === floor ? megabytes(of(floor, "memory")) : `${above < 0 ? "" : "+"}${megabytes(above)}`;
  };
  const fetching = ({ contestant }: Result) =>
    direct
      .slice(2, 6)
      .map(({ measure }) => milliseconds(of(contestant, measure) - of(contestant, "first, JWKS given")));
  const logLine = (measure: Measure) => `${Math.round((of(oursLogging, measure) - of(ours, measure)) * 1000)} µs`;

  return [
    table([
      ["", "size", ...direct.map(({ head }) => head), "memory"],
      ...results.map((result) => [
        result.contestant.label,
        `${Math.round(result.bundleBytes / 1000)} kB`,
        ...cells(result, direct),
        memory(result),
      ]),
      ["what the log line costs", "", "", "", "", "", "", "", logLine("warm secured"), logLine("warm public"), ""],
    ]),
    table([
      ["under the runtime client", ...underRuntime.map(({ head }) => head)],
      ...results.map((result) => [result.contestant.label, ...cells(result, underRuntime)]),
    ]),
    table([
      ["what fetching the JWKS adds", ...direct.slice(2, 6).map(({ head }) => head)],
      ...results.map((result) => [result.contestant.label, ...fetching(result)]),
    ]),
    table([
      ["", "target", "measured", ""],
      ...verdicts(results).map(({ name, target, measured, met }) => [
        name,
        target,
        measured,
        met ? "met" : "**missed**",
      ]),
    ]),
  ].join("\n\n");
}

function milliseconds(value: number): string {
  return `${value.toFixed(Math.abs(value) < 1 ? 3 : 1)} ms`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
