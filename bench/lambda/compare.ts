/** The comparison: rounds of fresh processes, interleaved and shuffled, and the medians over all rounds. */
import { median, shuffled } from "../statistics";
import { type Contestant, contestants } from "./contestants";
import { CoreSpeed } from "./core-speed";
import { type Measure, measureNames, startTrials, type TrialOptions } from "./trials";

/** Medians of one contestant. */
export interface Result {
  readonly contestant: Contestant;
  readonly bundleBytes: number;
  readonly measures: Readonly<Record<Measure, number>>;
}

export interface CompareOptions extends TrialOptions {
  readonly rounds: number;
  readonly log: (line: string) => void;
}

export interface Comparison {
  readonly results: readonly Result[];
  /** How far the machine let itself be measured. */
  readonly remark: string;
}

/** @throws Error a contestant fails, or answers otherwise than it should */
export async function compare({ rounds, log, ...options }: CompareOptions): Promise<Comparison> {
  const { trials, close } = await startTrials(options);
  const speed = await CoreSpeed.start();
  const processes = contestants.flatMap((contestant) => trials.map((trial) => ({ contestant, trial })));
  const samples = new Map(contestants.map((contestant) => [contestant, emptySamples()]));
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const { contestant, trial } of shuffled(processes)) {
        const sample = await speed
          .undisturbed(() => trial(contestant))
          .catch((error: Error) => {
            throw new Error(`${contestant.label}: ${error.message}`, { cause: error });
          });
        for (const name of measureNames) {
          if (sample[name] !== undefined) samples.get(contestant)?.[name].push(sample[name]);
        }
      }
      log(`round ${round} of ${rounds}: ${speed.summary}`);
    }
  } finally {
    speed.close();
    await close();
  }
  const results = [...samples].map(([contestant, values]) => ({
    contestant,
    bundleBytes: options.bundles.bytesOf(contestant.id),
    measures: forEachMeasure((name) => median(values[name])),
  }));
  return { results, remark: speed.summary };
}

function emptySamples(): Record<Measure, number[]> {
  return forEachMeasure(() => []);
}

function forEachMeasure<T>(value: (name: Measure) => T): Record<Measure, T> {
  return Object.fromEntries(measureNames.map((name) => [name, value(name)])) as Record<Measure, T>;
}
