/** `npm run gateway`: the gateway alone, for any synthesized stack of REST APIs with Lambda proxy integrations. */
import { parseArgs } from "node:util";
import { endWithTheTerminal } from "../end-with-the-terminal";
import { choosePort } from "../listen";
import { runCommand } from "../run-command";
import { appClients } from "../terraform/app-clients";
import { readStack } from "../terraform/stack";
import { startGateway } from "./start-gateway";

const usage = `Usage: npm run gateway -- --stack FILE --handler FILE [OPTIONS]

Serves the REST APIs of a synthesized stack on this machine, with their authorizers and the built handler.

  --stack FILE                 the synthesized stack: cdktf.out/stacks/<stage>/cdk.tf.json
  --handler FILE               the built handler: dist/api/index.js
  --port N                     default 3000, or the next free one; 0 for any. Further APIs get the ports after it
  --user-pool URL              the embedded user pool (npm run user-pool); without it the keys come from AWS
  --allow-unsupported ADDRESS  start although this resource cannot be enforced here, with what the refusal to start says
                               of it: methods stay closed, a policy or a validator is left out. Once for each
  --help                       this text`;

/** An option that the command cannot do without is missing, or is not what it should be. */
class OptionError extends Error {
  override readonly name = "OptionError";
}

runCommand(usage, async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      stack: { type: "string" },
      handler: { type: "string" },
      port: { type: "string" },
      "user-pool": { type: "string" },
      "allow-unsupported": { type: "string", multiple: true },
    },
  });
  const port = choosePort(values.port, 3000);
  const userPoolUrl = parseUrl(values["user-pool"]);
  const stack = readStack(requireOption("--stack", values.stack));
  const gateway = await startGateway({
    stack,
    handlerFile: requireOption("--handler", values.handler),
    port,
    ...(userPoolUrl === undefined ? {} : { userPoolUrl }),
    allowUnsupported: values["allow-unsupported"] ?? [],
    log: console.log,
  });
  endWithTheTerminal(() => gateway.close());

  if (gateway.notices.length > 0) console.log(["Not honoured on this machine:", ...gateway.notices].join("\n  "));
  for (const { userPoolId, userPoolClientId } of appClients(stack)) {
    console.log(`userPoolId=${userPoolId} userPoolClientId=${userPoolClientId}`);
  }
  for (const { restApiId, stage, url } of gateway.apis) console.log(`REST API ${restApiId}, stage ${stage}: ${url}`);
  console.log(`listening on ${gateway.url}`);
});

function requireOption(name: string, value: string | undefined): string {
  if (value === undefined) throw new OptionError(`${name} is missing.\n\n${usage}`);
  return value;
}

function parseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new OptionError(`--user-pool must be an address like http://127.0.0.1:9300, not ${JSON.stringify(text)}.`);
}
