/** What the shipped bundle must keep to. */
import type { Result } from "./compare";
import { type Contestant, fastify, floor, hono, naive, ours, powertools } from "./contestants";
import type { Measure } from "./trials";

export interface Verdict {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

export function verdicts(results: readonly Result[]): readonly Verdict[] {
  const of = (contestant: Contestant) => {
    const result = results.find((result) => result.contestant === contestant);
    if (!result) throw new Error(`${contestant.id} was not measured.`);
    return result;
  };
  const atMost = (name: string, limit: number, value: number, unit = ""): Verdict => ({
    name,
    target: `≤ ${limit}${unit}`,
    measured: `${value.toFixed(unit === "" ? 2 : 1)}${unit}`,
    met: value <= limit,
  });
  const ratio = (measure: Measure, peer: Contestant) => of(ours).measures[measure] / of(peer).measures[measure];
  const cold = "first, JWKS over loopback";
  return [
    atMost("bundle, minified", 300, of(ours).bundleBytes / 1000, " kB"),
    atMost("init + first secured request, JWKS over loopback, × floor", 1.9, ratio(cold, floor)),
    atMost("… × Hono", 0.8, ratio(cold, hono)),
    atMost("… × Powertools", 0.8, ratio(cold, powertools)),
    atMost("… × Fastify", 0.5, ratio(cold, fastify)),
    atMost("warm secured p50 × floor", 3.3, ratio("warm secured", floor)),
    atMost("warm secured p50 × Hono", 1.1, ratio("warm secured", hono)),
    atMost("warm public p50 × naive Express", 0.7, ratio("warm public", naive)),
    atMost(
      "memory after init, above the floor",
      5,
      (of(ours).measures.memory - of(floor).measures.memory) / 1e6,
      " MB",
    ),
  ];
}
