/**
 * What runs in each fresh process: loads one bundle, sends it requests, and writes what it saw to file descriptor 3.
 * Bundled by itself, so that nothing else is in the process.
 */
import { readFileSync, writeSync } from "node:fs";

/** The request file: events as JSON text, and how often the warm ones are sent. */
export interface MeasuredRequests {
  readonly secured: string;
  readonly public: string;
  /** The secured one, with a signature that does not match. */
  readonly forged: string;
  readonly warmUps: number;
  readonly warmRequests: number;
}

/** All times in milliseconds. */
export interface Measured {
  readonly initMs: number;
  readonly firstMs: number;
  /** Of the whole process after init. */
  readonly rssBytes: number;
  /** p50; undefined if none were asked for. */
  readonly warmSecuredMs: number | undefined;
  readonly warmPublicMs: number | undefined;
  readonly answers: { readonly secured: unknown; readonly public: unknown; readonly forged: unknown };
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const context = {
  awsRequestId: "8a1c6f0e-3f57-4b8e-9d53-0c1b2a3d4e5f",
  functionName: "bench",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:bench",
  memoryLimitInMB: "1024",
  getRemainingTimeInMillis: () => 10_000,
};

async function measure(bundle: string, requests: MeasuredRequests): Promise<Measured> {
  const send = (event: string) => handler(JSON.parse(event), { ...context });
  const event = JSON.parse(requests.secured);

  const start = performance.now();
  const { handler } = require(bundle) as { handler: Handler };
  const initMs = performance.now() - start;
  const rssBytes = process.memoryUsage.rss();
  const firstStart = performance.now();
  const secured = await handler(event, { ...context });
  const firstMs = performance.now() - firstStart;

  const warmSecuredMs = await warm(handler, requests.secured, requests);
  const warmPublicMs = await warm(handler, requests.public, requests);
  const answers = { secured, public: await send(requests.public), forged: await send(requests.forged) };
  return { initMs, firstMs, rssBytes, warmSecuredMs, warmPublicMs, answers };
}

/** p50 of requests one after the other, each with an event of its own, as the runtime client parses it. */
async function warm(
  handler: Handler,
  text: string,
  { warmUps, warmRequests }: MeasuredRequests,
): Promise<number | undefined> {
  const times: number[] = [];
  for (let i = -warmUps; i < warmRequests; i++) {
    const event = JSON.parse(text);
    const start = performance.now();
    await handler(event, { ...context });
    if (i >= 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

const [bundle = "", requestFile = ""] = process.argv.slice(2);
measure(bundle, JSON.parse(readFileSync(requestFile, "utf8"))).then((measured) => {
  writeSync(3, JSON.stringify(measured));
  process.exit();
});
