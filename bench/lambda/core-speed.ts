/**
 * Whether the measured core has its full speed. A machine in a cloud shares its cores with neighbours, who take a third of
 * the speed away for seconds at a time: medians of what was measured then say when it was measured, not what.
 */
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { spawnPinned } from "./pinned-process";

/** A fixed piece of work for each line of input; its duration in milliseconds for each line of output. */
const work = `
  require("node:readline").createInterface({ input: process.stdin }).on("line", () => {
    const start = process.hrtime.bigint();
    let sum = 0;
    for (let i = 0; i < 4e6; i++) sum += i % 7;
    console.log(Number(process.hrtime.bigint() - start) / 1e6 + (sum < 0 ? 1 : 0));
  });`;

/** Of a whole sample: how often it may be taken until it counts anyway. */
const mostAttempts = 20;
const tolerance = 1.12;

export class CoreSpeed {
  readonly #input: Writable;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  #bestMs = Number.POSITIVE_INFINITY;
  #taken = 0;
  #repeated = 0;

  private constructor() {
    const { stdin, stdout } = spawnPinned(["-e", work], {}, ["pipe", "pipe", "inherit"]);
    this.#input = stdin as Writable;
    this.#lines = createInterface({ input: stdout as Readable });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** Looks for a few seconds how fast the core can be. */
  static async start(): Promise<CoreSpeed> {
    const speed = new CoreSpeed();
    for (let probe = 0; probe < 500; probe++) await speed.#isFull();
    return speed;
  }

  /** `sample`'s result when the core was at full speed before and after it; else it is asked again. */
  async undisturbed<T>(sample: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const before = await this.#isFull();
      const result = await sample();
      const after = await this.#isFull();
      this.#taken += 1;
      if ((before && after) || attempt === mostAttempts) return result;
      this.#repeated += 1;
    }
  }

  /** For the report. */
  get summary(): string {
    const share = Math.round((100 * this.#repeated) / Math.max(1, this.#taken));
    return `${share} % of the samples were taken again, because the core was slower than it can be`;
  }

  close(): void {
    this.#input.end();
    this.#lines.close();
  }

  async #isFull(): Promise<boolean> {
    this.#input.write("\n");
    const { value } = await this.#answers.next();
    const ms = Number(value);
    if (!(ms > 0)) throw new Error("The probe of the core's speed has ended.");
    this.#bestMs = Math.min(this.#bestMs, ms);
    return ms <= tolerance * this.#bestMs;
  }
}
