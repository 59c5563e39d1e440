/**
 * The execution environments of one function: started on demand, a bounded number, one invocation at a time in each, as
 * on Lambda. More requests than environments wait in line (Lambda would start more).
 */
import { FunctionFailure } from "./function-failure";
import type { FunctionProcess, Invocation } from "./function-process";

interface Job {
  readonly invocation: Invocation;
  /** Aborted: nobody waits for it any more. */
  readonly signal: AbortSignal;
  readonly resolve: (payload: string) => void;
  readonly reject: (failure: unknown) => void;
}

export class FunctionPool {
  readonly #processes = new Set<FunctionProcess>();
  #idle: FunctionProcess[] = [];
  #waiting: Job[] = [];
  #starting = 0;
  #isDraining = false;

  constructor(
    private readonly startProcess: () => FunctionProcess,
    private readonly maxProcesses: number,
  ) {}

  /** Starts one environment, so that the first request need not wait. @throws FunctionFailure when it cannot be loaded */
  warmUp(): Promise<void> {
    return this.#start();
  }

  /** @returns the answer as JSON @throws FunctionFailure */
  invoke(invocation: Invocation, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ invocation, signal, resolve, reject });
      this.#dispatch();
    });
  }

  /** Finishes what is under way, and ends the environments as they fall idle. Resolves when the last one has ended. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#dispatch();
    while (this.#processes.size > 0) await Promise.race([...this.#processes].map(({ ended }) => ended));
  }

  /** Ends everything at once; who still waits gets a failure. */
  async close(): Promise<void> {
    const drained = this.drain();
    for (const { reject } of this.#waiting.splice(0)) reject(new FunctionFailure("exit", "the gateway is closing"));
    for (const process of this.#processes) process.stop();
    await drained;
  }

  #dispatch(): void {
    this.#waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
    while (this.#waiting.length > 0 && this.#idle.length > 0) {
      const process = this.#idle.pop();
      const job = this.#waiting.shift();
      if (process !== undefined && job !== undefined) void this.#run(process, job);
    }
    while (this.#starting < this.#waiting.length && this.#processes.size < this.maxProcesses) {
      this.#start().catch(() => {}); // who waits has heard of it
    }
    if (this.#isDraining && this.#waiting.length === 0) for (const process of this.#idle.splice(0)) process.stop();
  }

  async #start(): Promise<void> {
    const process = this.startProcess();
    this.#processes.add(process);
    this.#starting += 1;
    void process.ended.then(() => {
      this.#processes.delete(process);
      this.#idle = this.#idle.filter((candidate) => candidate !== process);
      this.#dispatch();
    });
    try {
      await process.load();
      this.#idle.push(process);
    } catch (failure) {
      // The next environment would fail in the same way: whoever waits now hears of it.
      for (const { reject } of this.#waiting.splice(0)) reject(failure);
      throw failure;
    } finally {
      this.#starting -= 1;
      this.#dispatch();
    }
  }

  async #run(process: FunctionProcess, { invocation, resolve, reject }: Job): Promise<void> {
    try {
      resolve(await process.invoke(invocation));
    } catch (failure) {
      reject(failure);
      if (!(failure instanceof FunctionFailure) || failure.kind === "timeout") return process.stop();
    }
    if (!process.hasEnded) this.#idle.push(process);
    this.#dispatch();
  }
}
