/**
 * One execution environment of a function: a process that loads the handler when it is told to, and then takes one
 * invocation at a time.
 */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { eachLine } from "./each-line";
import { FunctionFailure } from "./function-failure";

export interface FunctionProcessOptions {
  readonly handlerFile: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** One line that the function wrote. */
  readonly log: (line: string) => void;
}

export interface Invocation {
  readonly id: string;
  /** JSON */
  readonly event: string;
  /** Data of the context object. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Lambda gives the initialization this long. */
const initTimeoutMs = 10_000;

export class FunctionProcess {
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #timeoutMs: number;
  #hasEnded = false;
  /** Who waits for a message, or for the end. */
  #waiting: ((message: RuntimeMessage | "ended") => void) | undefined;

  constructor({ handlerFile, exportName, environment, memoryMb, timeoutMs, log }: FunctionProcessOptions) {
    this.#timeoutMs = timeoutMs;
    this.#child = fork(path.join(__dirname, "runtime.cjs"), [path.resolve(handlerFile), exportName], {
      cwd: path.dirname(path.resolve(handlerFile)),
      env: environment,
      // Not those of this process, which may have a TypeScript loader.
      execArgv: ["--enable-source-maps", `--max-old-space-size=${memoryMb}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) if (stream !== null) eachLine(stream, log);
    this.#child.on("message", (message) => this.#waiting?.(message as RuntimeMessage));
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#hasEnded = true;
        this.#waiting?.("ended");
        resolve();
      };
      this.#child.once("exit", end);
      // It could not be started, or a message could not be sent.
      this.#child.on("error", () => {
        this.stop();
        end();
      });
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Loads the handler, once. @throws FunctionFailure of kind "init"; the process is gone then */
  async load(): Promise<void> {
    const isMeant = ({ type }: RuntimeMessage) => type === "ready" || type === "initFailed";
    const message = await this.#ask({ type: "load" }, isMeant, initTimeoutMs);
    if (message !== "late" && message !== "ended" && message.type === "ready") return;
    this.stop();
    if (message === "late") throw new FunctionFailure("init", "the handler file took longer than 10 s to load");
    const how = message === "ended" ? "its process ended" : `${message.errorType}, its lines on the console`;
    throw new FunctionFailure("init", `the handler file could not be loaded (${how})`);
  }

  /** @returns the answer as JSON @throws FunctionFailure; after one of kind "timeout" or "exit" the process is gone */
  async invoke({ id, event, context }: Invocation): Promise<string> {
    const invocation = { id, event, context, timeoutMs: this.#timeoutMs };
    const message = await this.#ask(invocation, (candidate) => candidate.id === id, this.#timeoutMs);
    if (message === "late") {
      this.stop();
      throw new FunctionFailure("timeout", `the function took longer than its timeout of ${this.#timeoutMs / 1000} s`);
    }
    if (message === "ended") throw this.#ending();
    if (message.type === "answered" && typeof message.payload === "string") return message.payload;
    throw message.errorType === "Function.ResponseSizeTooLarge"
      ? new FunctionFailure("tooLarge", "the function's response is larger than the 6 MB that Lambda returns")
      : new FunctionFailure(
          "threw",
          `the function threw ${message.errorType ?? "something"} (its lines on the console)`,
        );
  }

  /** Ends the process at once. */
  stop(): void {
    this.#child.kill("SIGKILL");
  }

  /**
   * The first message after `request` that is meant; others come from the handler's own `process.send` or from an
   * abandoned invocation.
   */
  #ask(
    request: object,
    isMeant: (message: RuntimeMessage) => boolean,
    timeoutMs: number,
  ): Promise<RuntimeMessage | "ended" | "late"> {
    if (this.#hasEnded) return Promise.resolve("ended");
    this.#child.send(request);
    return new Promise((resolve) => {
      const settle = (outcome: RuntimeMessage | "ended" | "late") => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(outcome);
      };
      const timer = setTimeout(() => settle("late"), timeoutMs);
      this.#waiting = (message) => {
        if (message === "ended" || (typeof message === "object" && message !== null && isMeant(message)))
          settle(message);
      };
    });
  }

  #ending(): FunctionFailure {
    const { exitCode, signalCode } = this.#child;
    const how = exitCode === null ? `signal ${signalCode}` : `exit status ${exitCode}`;
    return new FunctionFailure("exit", `the function's process ended during the invocation (${how})`);
  }
}

interface RuntimeMessage {
  readonly type?: string;
  readonly id?: string;
  readonly payload?: unknown;
  readonly errorType?: string;
}
