/**
 * The whole system on one machine: builds the function, synthesizes the infrastructure, and runs the embedded user
 * pool, the gateway and the page from what was synthesized. Edits take effect without a restart.
 */
import { type Endpoints, endpointsFile } from "./endpoints";
import { watchFunction } from "./function-builds";
import { type RunningGateway, startGateway } from "./gateway/start-gateway";
import { removeFile, writeJsonFile } from "./json-file";
import type { PortChoice } from "./listen";
import { oneAtATime } from "./one-at-a-time";
import type { OpenParts } from "./open-parts";
import { startPage } from "./page";
import { localPageConfig } from "./page-config";
import { choosePagePort } from "./page-port";
import { claimCheckout } from "./single-instance";
import { synthesize } from "./synthesize";
import { readStack, type Stack } from "./terraform/stack";
import { type RunningUserPool, startUserPool } from "./user-pool/start-user-pool";
import { watchFiles } from "./watch-files";

export type SystemPorts = Readonly<Record<"page" | "gateway" | "pool", PortChoice>>;

const handlerFile = "dist/api/index.js";
const pageConfigFile = ".local/config.json";

/** Prints `listening on …` when everything answers. What it opens goes into `parts`, also when it fails half-way. */
export async function startSystem(ports: SystemPorts, parts: OpenParts): Promise<void> {
  const startedAt = performance.now();
  const instance = parts.add(await claimCheckout(process.cwd()));

  // The bundle comes first: what is synthesized refers to it.
  let onBuilt = async () => {};
  parts.add(await watchFunction(() => onBuilt(), console.log));
  const stack = readStack(await synthesize(process.env));

  const dataDir = `.local/${stack.name}`;
  const pool = parts.add(await startUserPool({ stack, port: ports.pool, dataDir, log: console.log }));
  const gateway = parts.add(
    await startGateway({
      stack,
      handlerFile,
      expectsReload: true,
      port: ports.gateway,
      userPoolUrl: pool.url,
      log: console.log,
    }),
  );
  const { client, api } = requireOneOfEach(stack, pool, gateway);

  const pagePort = await choosePagePort(ports.page);
  const addresses = { ...client, pageUrl: `http://localhost:${pagePort}`, userPoolUrl: pool.url };
  const writePageConfig = (current: Stack) => writeJsonFile(pageConfigFile, localPageConfig(current, addresses));
  writePageConfig(stack);
  const page = parts.add(await startPage({ port: pagePort, apiUrl: api.url, configFile: pageConfigFile }));

  onBuilt = takingOver("api/", parts, () => gateway.reloadFunction());
  const onInfrastructure = takingOver("infra/", parts, async () => {
    const next = readStack(await synthesize(process.env));
    await pool.takeOver(next);
    await gateway.takeOver(next);
    writePageConfig(next);
  });
  parts.add(watchFiles(["infra", "api/routes.ts"], onInfrastructure));

  const endpoints: Endpoints = {
    region: stack.region,
    stage: stack.name,
    userPoolId: client.userPoolId,
    userPoolClientId: client.userPoolClientId,
    userPoolEndpoint: pool.url,
    apiUrl: api.url,
    pageUrl: page.url,
    inboxUrl: `${pool.url}/inbox`,
  };
  announce(endpoints, [...pool.notices, ...gateway.notices], performance.now() - startedAt);
  writeJsonFile(endpointsFile, endpoints);
  parts.add({ close: () => removeFile(endpointsFile) });
  instance.describe(`page ${page.url}, API ${api.url}`);
  console.log(`listening on ${page.url}`);
}

/** The page, the demo and `endpoints.json` know one app client and one API: the first of the stack. */
function requireOneOfEach({ name }: Stack, pool: RunningUserPool, gateway: RunningGateway) {
  const [client] = pool.clients;
  const [api] = gateway.apis;
  if (client === undefined) throw new Error(`The stack ${name} has no user pool client.`);
  if (api === undefined) throw new Error(`The stack ${name} has no stage of a REST API.`);
  return { client, api };
}

/** Says what was taken over, or why not: an edit with a fault leaves running what ran before. */
function takingOver(what: string, parts: OpenParts, takeOver: () => Promise<void>): () => Promise<void> {
  return oneAtATime(async () => {
    try {
      await takeOver();
      console.log(`${what} changed: taken over`);
    } catch (error) {
      if (parts.isClosing) return;
      console.log(`${what} changed, but cannot be taken over; what ran before goes on.\n${(error as Error).message}`);
    }
  });
}

function announce(
  { stage, pageUrl, apiUrl, inboxUrl, userPoolId, userPoolClientId }: Endpoints,
  notices: readonly string[],
  afterMs: number,
): void {
  if (notices.length > 0) console.log(["Not honoured on this machine:", ...notices].join("\n  "));
  console.log(`userPoolId=${userPoolId} userPoolClientId=${userPoolClientId}

  Page     ${pageUrl}
  API      ${apiUrl}
  Inbox    ${inboxUrl}   (the e-mails that Cognito would have sent)

  Stage ${stage}, ready in ${(afterMs / 1000).toFixed(1)} s. Edits take effect at once; Ctrl-C ends it.
  In a second terminal: npm run demo
`);
}
