/** The Lambda bundle beside its peers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeMachine } from "../machine";
import { buildBundles } from "./build-bundles";
import { compare } from "./compare";
import { node22Version } from "./pinned-process";
import { report } from "./report";

/** How many warm requests are timed in each process. */
const warmRequests = 1000;

/** @returns the tables, with what they were measured on */
export async function compareLambdas(rounds: number, folder: string): Promise<string> {
  const machine = describeMachine();
  const bundles = await buildBundles(folder);
  const { results, remark } = await compare({ bundles, rounds, warmRequests, folder, log: console.log });
  return `${machine} Node ${node22Version()}, medians of ${rounds} rounds; ${remark}.\n\n${versions()}\n\n${report(results)}`;
}

const compared = [
  "express",
  "@vendia/serverless-express",
  "@codegenie/serverless-express",
  "serverless-http",
  "fastify",
  "@fastify/aws-lambda",
  "hono",
  "lambda-api",
  "@aws-lambda-powertools/event-handler",
  "aws-jwt-verify",
  "aws-lambda-ric",
  "esbuild",
];

/** From the lockfiles: most packages hide their package.json. */
function versions(): string {
  const locked = {
    ...packagesOf(join(__dirname, "../../package-lock.json")),
    ...packagesOf(join(__dirname, "../package-lock.json")),
  };
  return `${compared.map((name) => `${name} ${locked[`node_modules/${name}`]?.version}`).join(", ")}.`;
}

function packagesOf(lockfile: string): Readonly<Record<string, { readonly version: string }>> {
  return JSON.parse(readFileSync(lockfile, "utf8")).packages;
}
