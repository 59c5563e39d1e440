/**
 * `npm start`: the whole system on one machine. Builds the function, synthesizes the infrastructure, and runs the
 * embedded user pool, the gateway and the page from what was synthesized. Edits take effect without a restart.
 */

import { parseArgs } from "node:util";
import { watch } from "chokidar";
import { endWithTheTerminal } from "./end-with-the-terminal";
import { endpointsFile, removeFile, writeJsonFile } from "./endpoints";
import { watchFunction } from "./function-builds";
import { startGateway } from "./gateway/start-gateway";
import { choosePort } from "./listen";
import { choosePagePort, startPage } from "./page";
import { deployedPageConfig, localPageConfig } from "./page-config";
import { runCommand } from "./run-command";
import { claimCheckout } from "./single-instance";
import { synthesize } from "./synthesize";
import { readStack } from "./terraform/stack";
import { startUserPool } from "./user-pool/start-user-pool";

const usage = `Usage: npm start [-- OPTIONS]

Runs everything on this machine: user pool, gateway, API and page. Ctrl-C ends it.

  --page-port N      port of the page (default 5173, or the next free one; 0 for any)
  --gateway-port N   port of the gateway (default 3000, likewise)
  --pool-port N      port of the user pool (default 9300, likewise)
  --outputs FILE     only the page, against the deployed stage whose outputs are in FILE
                     (npm run deploy writes outputs.json)
  --help             this text`;

const handlerFile = "dist/api/index.js";
const pageConfigFile = ".local/config.json";

runCommand(usage, async (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      outputs: { type: "string" },
      "page-port": { type: "string" },
      "gateway-port": { type: "string" },
      "pool-port": { type: "string" },
    },
  });
  const ports = {
    page: choosePort(values["page-port"], 5173, "--page-port"),
    gateway: choosePort(values["gateway-port"], 3000, "--gateway-port"),
    pool: choosePort(values["pool-port"], 9300, "--pool-port"),
  };
  await (values.outputs === undefined ? startAll(ports) : startPageOnly(values.outputs, ports.page));
});

type Ports = Readonly<Record<"page" | "gateway" | "pool", ReturnType<typeof choosePort>>>;

async function startAll(ports: Ports): Promise<void> {
  const startedAt = performance.now();
  const closers: Closer[] = [];
  endWithTheTerminal(() => closeAll(closers));
  const instance = await claimCheckout(process.cwd());
  closers.push(() => instance.release());
  try {
    // The bundle comes first: what is synthesized refers to it.
    let afterBuild = () => {};
    const builds = await watchFunction(() => afterBuild(), console.log);
    closers.push(() => builds.close());

    const stack = readStack(await synthesize(process.env));
    const pool = await startUserPool({ stack, port: ports.pool, dataDir: `.local/${stack.name}`, log: console.log });
    closers.push(() => pool.close());
    const gateway = await startGateway({
      stack,
      handlerFile,
      port: ports.gateway,
      userPoolUrl: pool.url,
      log: console.log,
    });
    closers.push(() => gateway.close());
    const [api] = gateway.apis;
    const [client] = pool.clients;
    if (api === undefined || client === undefined) {
      throw new Error(`The stack ${stack.name} has no ${api === undefined ? "REST API stage" : "user pool client"}.`);
    }

    const pagePort = await choosePagePort(ports.page);
    const pageUrl = `http://localhost:${pagePort}`;
    const writePageConfig = (current: typeof stack) =>
      writeJsonFile(pageConfigFile, localPageConfig(current, { ...client, pageUrl, userPoolUrl: pool.url }));
    writePageConfig(stack);
    const page = await startPage({ port: pagePort, apiUrl: api.url, configFile: pageConfigFile });
    closers.push(() => page.close());

    afterBuild = () => report("api/", () => gateway.reloadFunction());
    const infrastructure = watch(["infra", "api/routes.ts"], { ignoreInitial: true }).on("all", () =>
      report("infra/", async () => {
        const next = readStack(await synthesize(process.env));
        await pool.takeOver(next);
        await gateway.takeOver(next);
        writePageConfig(next);
      }),
    );
    closers.push(() => infrastructure.close());

    const inboxUrl = `${pool.url}/inbox`;
    const notices = [...pool.notices, ...gateway.notices];
    if (notices.length > 0) console.log(["Not honoured on this machine:", ...notices].join("\n  "));
    console.log(`userPoolId=${client.userPoolId} userPoolClientId=${client.userPoolClientId}`);
    console.log(`
  Page     ${page.url}
  API      ${api.url}
  Inbox    ${inboxUrl}   (the e-mails that Cognito would have sent)

  Stage ${stack.name}, ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Edits take effect at once; Ctrl-C ends it.
  In a second terminal: npm run demo
`);
    writeJsonFile(endpointsFile, {
      region: stack.region,
      stage: stack.name,
      userPoolId: client.userPoolId,
      userPoolClientId: client.userPoolClientId,
      userPoolEndpoint: pool.url,
      apiUrl: api.url,
      pageUrl: page.url,
      inboxUrl,
    });
    closers.push(() => removeFile(endpointsFile));
    instance.describe(`page ${page.url}, API ${api.url}`);
    console.log(`listening on ${page.url}`);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

async function startPageOnly(outputsFile: string, port: Ports["page"]): Promise<void> {
  const closers: Closer[] = [];
  endWithTheTerminal(() => closeAll(closers));
  const pagePort = await choosePagePort(port);
  const deployed = await deployedPageConfig(outputsFile, `http://localhost:${pagePort}`, synthesize);
  writeJsonFile(pageConfigFile, deployed.config);
  const page = await startPage({ port: pagePort, apiUrl: deployed.apiUrl, configFile: pageConfigFile });
  closers.push(() => page.close());
  console.log(`The page for the deployed stage ${deployed.stage}; the API answers at ${deployed.apiUrl}`);
  console.log(`listening on ${page.url}`);
}

type Closer = () => unknown;

/** Says what was taken over, or why not: an edit with a fault leaves running what ran before. */
async function report(what: string, takeOver: () => Promise<void>): Promise<void> {
  try {
    await takeOver();
    console.log(`${what} changed: taken over`);
  } catch (error) {
    console.log(`${what} changed, but cannot be taken over; what ran before goes on.\n${(error as Error).message}`);
  }
}

/** In reverse order. What is added while closing is closed too. */
async function closeAll(closers: Closer[]): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
}
