/** What the command line of the user pool asks for. */
import { parseArgs } from "node:util";
import { choosePort } from "../listen";
import { readStack } from "../terraform/stack";
import { type RunningUserPool, startUserPool } from "./start-user-pool";

export const usage = `Usage: npm run user-pool -- --stack FILE [--port N] [--data DIR]

Serves the Cognito user pools of a stack synthesized by CDK for Terraform, on 127.0.0.1.

  --stack FILE  cdktf.out/stacks/<stage>/cdk.tf.json
  --port N      9300 by default, or the next free one; 0 for any free one
  --data DIR    where users, keys and messages are kept; .local/<stack> by default
  --help        this text

Prints one line "userPoolId=… userPoolClientId=…" for each client, then "listening on http://127.0.0.1:N".
Messages that would have been sent are at http://127.0.0.1:N/inbox.`;

export interface Terminal {
  /** Standard output: what other programs read. */
  readonly print: (line: string) => void;
  /** Standard error: for people. */
  readonly log: (line: string) => void;
}

/** An option is missing. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError, and everything that startUserPool throws */
export async function serveUserPool(args: string[], { print, log }: Terminal): Promise<RunningUserPool> {
  const { values } = parseArgs({
    args,
    options: {
      stack: { type: "string" },
      port: { type: "string" },
      data: { type: "string" },
    },
  });
  if (values.stack === undefined) throw new UsageError("--stack FILE is missing; --help tells more.");
  const port = choosePort(values.port, 9300);
  const stack = readStack(values.stack);
  const pool = await startUserPool({ stack, port, dataDir: values.data ?? `.local/${stack.name}`, log });

  for (const notice of pool.notices) log(`not honoured locally: ${notice}`);
  for (const { userPoolId, userPoolClientId } of pool.clients) {
    print(`userPoolId=${userPoolId} userPoolClientId=${userPoolClientId}`);
  }
  print(`listening on ${pool.url}`);
  return pool;
}
