/** The comparison: rounds of fresh processes, interleaved and shuffled, and the medians over all rounds. */
import { median, shuffled } from "../statistics";
import type { Bundles } from "./build-bundles";
import { type Contestant, contestants } from "./contestants";
import { createCertificate, startDistantJwks, startLoopbackJwks } from "./jwks-server";
import { environmentOf, type JwksSource, measure } from "./measure";
import { email, requestEvents } from "./requests";
import { measureUnderRuntime } from "./runtime-api";
import { createUserPoolKeys } from "./user-pool-keys";

/** Medians of one contestant; all times in milliseconds. */
export interface Result {
  readonly contestant: Contestant;
  readonly bundleBytes: number;
  readonly measures: Readonly<Record<Measure, number>>;
}

/** What is measured: each a column of the report. */
export const measureNames = [
  "init",
  "first, JWKS given",
  "first, JWKS over loopback",
  "first, JWKS 5 ms away",
  "first, JWKS 20 ms away",
  "first, JWKS 50 ms away",
  "warm secured",
  "warm public",
  "memory",
  "runtime cold",
  "runtime cold, JWKS 20 ms away",
  "runtime warm",
] as const;
export type Measure = (typeof measureNames)[number];

/** One process. It gives one sample of each of its measures. */
type Trial = (contestant: Contestant) => Promise<Partial<Record<Measure, number | undefined>>>;

export interface CompareOptions {
  readonly bundles: Bundles;
  readonly rounds: number;
  readonly warmRequests: number;
  /** For temporary files. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

export async function compare({
  bundles,
  rounds,
  warmRequests,
  folder,
  log,
}: CompareOptions): Promise<readonly Result[]> {
  const keys = createUserPoolKeys(email);
  const events = requestEvents(keys);
  const certificate = createCertificate(folder);
  const loopback = await startLoopbackJwks(keys.jwks);
  const distant = (roundTripMs: number) => startDistantJwks(keys.jwks, { roundTripMs, certificate });
  const [near, middle, far] = [await distant(5), await distant(20), await distant(50)];

  const direct = (contestant: Contestant, source: JwksSource, warmRequests = 0) =>
    measure({ contestant, bundles, source, events, warmRequests, folder });
  const underRuntime = ({ id, ...contestant }: Contestant, source: JwksSource, warmRequests = 0) =>
    measureUnderRuntime({
      taskRoot: bundles.folderOf(id),
      env: environmentOf({ id, ...contestant }, source),
      events,
      warmRequests,
    });
  const away = ({ url }: { url: string }): JwksSource => ({ url, authority: certificate.file });

  const trials: readonly Trial[] = [
    async (contestant) => {
      const { initMs, firstMs } = await direct(contestant, { given: keys.jwks });
      return { init: initMs, "first, JWKS given": initMs + firstMs };
    },
    async (contestant) => {
      const { initMs, firstMs, rssBytes, warmSecuredMs, warmPublicMs } = await direct(
        contestant,
        loopback,
        warmRequests,
      );
      return {
        "first, JWKS over loopback": initMs + firstMs,
        memory: rssBytes,
        "warm secured": warmSecuredMs,
        "warm public": warmPublicMs,
      };
    },
    async (contestant) => ({ "first, JWKS 5 ms away": sum(await direct(contestant, away(near))) }),
    async (contestant) => ({ "first, JWKS 20 ms away": sum(await direct(contestant, away(middle))) }),
    async (contestant) => ({ "first, JWKS 50 ms away": sum(await direct(contestant, away(far))) }),
    async (contestant) => {
      const { coldMs, warmMs } = await underRuntime(contestant, loopback, warmRequests / 4);
      return { "runtime cold": coldMs, "runtime warm": warmMs };
    },
    async (contestant) => ({ "runtime cold, JWKS 20 ms away": (await underRuntime(contestant, away(middle))).coldMs }),
  ];
  const pairs = contestants.flatMap((contestant) => trials.map((trial) => ({ contestant, trial })));
  const samples = new Map(contestants.map((contestant) => [contestant, new Map<Measure, number[]>()]));

  for (let round = 1; round <= rounds; round++) {
    for (const { contestant, trial } of shuffled(pairs)) {
      for (const [measure, value] of Object.entries(await trial(contestant)) as [Measure, number | undefined][]) {
        if (value === undefined) continue;
        const of = samples.get(contestant);
        of?.set(measure, [...(of.get(measure) ?? []), value]);
      }
    }
    log(`round ${round} of ${rounds}`);
  }
  for (const server of [loopback, near, middle, far]) await server.close();

  return [...samples].map(([contestant, values]) => ({
    contestant,
    bundleBytes: bundles.bytesOf(contestant.id),
    measures: Object.fromEntries(measureNames.map((name) => [name, median(values.get(name) ?? [])])) as Record<
      Measure,
      number
    >,
  }));
}

function sum({ initMs, firstMs }: { initMs: number; firstMs: number }): number {
  return initMs + firstMs;
}
