/** Runs one function of the stack; a changed bundle is taken without dropping what is under way. */
import { existsSync, statSync } from "node:fs";
import type { LambdaFunction } from "../../terraform/rest-api/lambda-functions";
import { type FunctionSurroundings, functionEnvironment } from "./function-environment";
import { FunctionFailure } from "./function-failure";
import { FunctionPool } from "./function-pool";
import { FunctionProcess } from "./function-process";

/** There is no handler file. */
export class MissingHandlerError extends Error {
  override readonly name = "MissingHandlerError";
  constructor(readonly file: string) {
    super(`There is no handler file ${file}: build it with \`npm run build\`, or name another one with --handler.`);
  }
}

export interface InvocationFacts {
  readonly requestId: string;
  readonly traceHeader: string;
  /** JSON */
  readonly event: string;
  readonly qualifier: string | undefined;
}

export interface FunctionRunnerOptions extends FunctionSurroundings {
  readonly lambda: LambdaFunction;
  /** Whether to keep a spare process. */
  readonly expectsReload: boolean;
  readonly log: (line: string) => void;
}

/** Enough for a page's parallel requests, few enough for a laptop. */
const maxProcesses = 8;

/** After this long, the first request after a start or an edit has its answer, and a spare is in nobody's way. */
const quietMs = 1_000;

export class FunctionRunner {
  /** Waits for a handler file to load. Starting Node.js takes a third of the time from an edit to an answer. */
  #spare: FunctionProcess | undefined;
  #spareTimer: NodeJS.Timeout | undefined;
  #isClosing = false;
  #pool: FunctionPool;
  /** That one, and those before it that still have something under way. */
  readonly #pools = new Set<FunctionPool>();

  /** @throws MissingHandlerError */
  constructor(private readonly options: FunctionRunnerOptions) {
    this.#pool = this.#makePool();
    this.#pools.add(this.#pool);
  }

  /** @returns the answer as JSON @throws FunctionFailure */
  invoke({ requestId, traceHeader, event, qualifier }: InvocationFacts, signal: AbortSignal): Promise<string> {
    const { lambda } = this.options;
    const context = {
      functionVersion: "$LATEST",
      functionName: lambda.functionName,
      memoryLimitInMB: String(lambda.memoryMb),
      logGroupName: lambda.logGroupName,
      logStreamName: "local",
      invokedFunctionArn: qualifier === undefined ? lambda.arn : `${lambda.arn}:${qualifier}`,
      awsRequestId: requestId,
      traceHeader,
    };
    return this.#pool.invoke({ id: requestId, event, context }, signal);
  }

  /** Loads the handler ahead of the first request. A handler that cannot be loaded is told, and tried again per request. */
  async warmUp(): Promise<void> {
    await this.#warmUp(this.#pool);
  }

  /** Loads the handler file anew; what is under way ends in the old one. @throws MissingHandlerError */
  async reload(): Promise<void> {
    const next = this.#makePool();
    await this.#warmUp(next);
    this.#pools.add(next);
    void this.#retire(this.#pool);
    this.#pool = next;
  }

  /** Finishes what is under way. */
  async drain(): Promise<void> {
    this.#stopSpare();
    await this.#retire(this.#pool);
  }

  async close(): Promise<void> {
    this.#stopSpare();
    await Promise.all([...this.#pools].map((pool) => pool.close()));
  }

  async #retire(pool: FunctionPool): Promise<void> {
    await pool.drain();
    this.#pools.delete(pool);
  }

  #makePool(): FunctionPool {
    const { handlerFile } = this.options;
    if (!existsSync(handlerFile) || !statSync(handlerFile).isFile()) throw new MissingHandlerError(handlerFile);
    return new FunctionPool(() => this.#takeProcess(), maxProcesses);
  }

  #takeProcess(): FunctionProcess {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare?.hasEnded === false ? spare : this.#startProcess();
  }

  #startSpareSoon(): void {
    clearTimeout(this.#spareTimer);
    if (this.#isClosing || !this.options.expectsReload) return;
    const start = () => {
      this.#spare ??= this.#startProcess();
    };
    this.#spareTimer = setTimeout(start, quietMs).unref();
  }

  #stopSpare(): void {
    this.#isClosing = true;
    clearTimeout(this.#spareTimer);
    this.#spare?.stop();
  }

  #startProcess(): FunctionProcess {
    const { handlerFile, lambda, log } = this.options;
    return new FunctionProcess({
      handlerFile,
      exportName: lambda.exportName,
      environment: functionEnvironment(lambda, this.options),
      memoryMb: lambda.memoryMb,
      timeoutMs: lambda.timeoutSeconds * 1000,
      log: (line) => log(`[${lambda.functionName}] ${line}`),
    });
  }

  async #warmUp(pool: FunctionPool): Promise<void> {
    try {
      await pool.warmUp();
    } catch (error) {
      if (!(error instanceof FunctionFailure)) throw error;
      this.options.log(`[${this.options.lambda.functionName}] ${error.message}; every request is a 502 until it can`);
    }
    this.#startSpareSoon();
  }
}
