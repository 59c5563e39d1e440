/** `npm run user-pool`: the embedded user pool alone, for any synthesized stack. */
import { parseArgs } from "node:util";
import { choosePort } from "../listen";
import { readStack } from "../terraform/stack";
import { startUserPool } from "./start-user-pool";

const usage = `Usage: npm run user-pool -- --stack FILE [--port N] [--data DIR]

Serves the Cognito user pools of a stack synthesized by CDK for Terraform, on 127.0.0.1.

  --stack FILE  cdktf.out/stacks/<stage>/cdk.tf.json
  --port N      9300 by default, or the next free one; 0 for any free one
  --data DIR    where users, keys and messages are kept; .local/<stack> by default
  --help        this text

Prints one line "userPoolId=… userPoolClientId=…" for each client, then "listening on http://127.0.0.1:N".
Messages that would have been sent are at http://127.0.0.1:N/inbox.
`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string" },
      port: { type: "string" },
      data: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.stack === undefined) throw new Error("--stack FILE is missing; --help tells more.");
  const stack = readStack(values.stack);
  const log = (line: string) => console.error(line);
  const pool = await startUserPool({
    stack,
    port: choosePort(values.port, 9300),
    dataDir: values.data ?? `.local/${stack.name}`,
    log,
  });
  const stop = (signal: NodeJS.Signals) => {
    process.off(signal, stop); // a second Ctrl-C ends it at once
    pool.close().catch(fail);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);

  for (const notice of pool.notices) log(`not honoured locally: ${notice}`);
  for (const { userPoolId, userPoolClientId } of pool.clients) {
    console.log(`userPoolId=${userPoolId} userPoolClientId=${userPoolClientId}`);
  }
  console.log(`listening on ${pool.url}`);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch(fail);
