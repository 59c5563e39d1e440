/**
 * One contestant under Lambda's real runtime client (aws-lambda-ric), with the Runtime API that it asks for events.
 * Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { json, text } from "node:stream/consumers";
import { spawnPinned } from "./pinned-process";
import { assertAnswers, type RequestEvents } from "./requests";

/** All times in milliseconds, from the outside: with the start of Node and the client, and with the way there and back. */
export interface RuntimeMeasured {
  /** From the start of the process until it asks for its first event. */
  readonly initMs: number;
  /** From the start of the process until its first answer, to a secured request. */
  readonly coldMs: number;
  /** p50 of later secured requests; undefined if none were asked for. */
  readonly warmMs: number | undefined;
}

export interface RuntimeOptions {
  readonly taskRoot: string;
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly events: RequestEvents;
  readonly warmRequests: number;
}

const runtimeClient = join(dirname(require.resolve("aws-lambda-ric/package.json")), "index.mjs");

/** @throws Error the process ends, reports an error, or answers otherwise than it should */
export async function measureUnderRuntime({
  taskRoot,
  handler,
  env,
  events,
  warmRequests,
}: RuntimeOptions): Promise<RuntimeMeasured> {
  const runtime = await startRuntimeApi();
  const start = performance.now();
  const child = spawnPinned(
    [runtimeClient, handler],
    { ...env, ...lambdaEnvironment(taskRoot, handler, runtime.address) },
    ["ignore", "ignore", "pipe"],
  );
  const ended = Promise.all([text(child.stderr as NodeJS.ReadableStream), once(child, "close")]).then(([errors]) => {
    throw new Error(`The runtime client ended:\n${errors}`);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  try {
    return await Promise.race([ended, observe()]);
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
    await ended.catch(() => {});
    runtime.close();
  }

  async function observe(): Promise<RuntimeMeasured> {
    await runtime.ready();
    const initMs = performance.now() - start;
    const secured = await runtime.invoke(events.secured);
    const coldMs = performance.now() - start;
    const times: number[] = [];
    for (let i = -warmRequests / 2; i < warmRequests; i++) {
      const sent = performance.now();
      await runtime.invoke(events.secured);
      if (i >= 0) times.push(performance.now() - sent);
    }
    const warmMs = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    assertAnswers({
      secured,
      public: await runtime.invoke(events.public),
      forged: await runtime.invoke(events.forged),
    });
    return { initMs, coldMs, warmMs };
  }
}

function lambdaEnvironment(taskRoot: string, handler: string, address: string): Record<string, string> {
  return {
    AWS_LAMBDA_RUNTIME_API: address,
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: handler,
    AWS_REGION: "eu-west-1",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_LAMBDA_FUNCTION_NAME: "bench",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
    AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/bench",
    AWS_LAMBDA_LOG_STREAM_NAME: "bench",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  };
}

interface RuntimeApi {
  /** `host:port`. */
  readonly address: string;
  /** Until the client asks for an event. */
  ready(): Promise<void>;
  /** Hands out one event, and resolves with the answer to it. @throws Error the client reports an error */
  invoke(event: string): Promise<unknown>;
  close(): void;
}

async function startRuntimeApi(): Promise<RuntimeApi> {
  let asking: ServerResponse | undefined;
  let onAsking = () => {};
  let onAnswer: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;

  const server = createServer(async (request, response) => {
    if (request.url?.endsWith("/invocation/next")) {
      asking = response;
      onAsking();
      return;
    }
    const body = await json(request);
    response.writeHead(202, { "Content-Type": "application/json" }).end('{"status":"OK"}');
    if (request.url?.endsWith("/response")) onAnswer?.resolve(body);
    else onAnswer?.reject(new Error(`${request.url} was reported: ${JSON.stringify(body)}`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const ready = async () => {
    if (!asking) await new Promise<void>((resolve) => (onAsking = resolve));
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready,
    async invoke(event) {
      await ready();
      const answered = new Promise<unknown>((resolve, reject) => (onAnswer = { resolve, reject }));
      asking
        ?.writeHead(200, {
          "Content-Type": "application/json",
          "Lambda-Runtime-Aws-Request-Id": randomUUID(),
          "Lambda-Runtime-Deadline-Ms": String(Date.now() + 10_000),
          "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:bench",
          "Lambda-Runtime-Trace-Id": "Root=1-67f6a2b0-3c5d7e9f1a2b4c6d8e0f1a2b;Sampled=0",
        })
        .end(event);
      asking = undefined;
      return answered;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
