/** Who is compared: the peers, the same service on other foundations, and the bundle that this project ships. */
import { functionEntry } from "../../infra/function-entry";

export interface Contestant {
  readonly id: string;
  readonly label: string;
  /** Of the runtime client's setting; `index.handler` by default. */
  readonly handler?: string;
  /** Beyond what every contestant gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Every ratio is over this one. */
export const floor: Contestant = { id: "hand-written", label: "hand-written handler (the floor)" };

export const naive: Contestant = {
  id: "express-serverless-express",
  label: "Express + serverless-express, naive bundle",
};
export const fastify: Contestant = { id: "fastify", label: "Fastify + @fastify/aws-lambda" };
export const hono: Contestant = { id: "hono", label: "Hono" };
export const powertools: Contestant = { id: "powertools", label: "Powertools event handler" };

/** Each is `bench/peers/<id>.ts`. */
export const peers: readonly Contestant[] = [
  floor,
  naive,
  { id: "express-serverless-http", label: "Express + serverless-http" },
  fastify,
  hono,
  { id: "lambda-api", label: "lambda-api" },
  powertools,
];

/** The shipped bundle. The peers log nothing, so it is compared without its log line, and again with it. */
export const ours: Contestant = {
  id: "ours",
  label: "**this project**",
  handler: functionEntry.handler,
  env: { LOG_LEVEL: "silent" },
};
export const oursLogging: Contestant = {
  ...ours,
  label: "**this project**, with its log line",
  env: { LOG_LEVEL: "info" },
};

export const contestants: readonly Contestant[] = [...peers, ours, oursLogging];
