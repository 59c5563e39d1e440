/** Starts the local API Gateway for every REST API of a stack: one server each, because each has a host of its own. */
import type { Server } from "node:http";
import { closeServer } from "../close-server";
import { listen, type PortChoice } from "../listen";
import type { UserPool } from "../terraform/rest-api/authorizers";
import { type RestApi, readRestApis } from "../terraform/rest-apis";
import type { Stack } from "../terraform/stack";
import { createGatewayServer } from "./http-server";
import { type ServedStack, serveStack } from "./served-stack";

export interface GatewayOptions {
  readonly stack: Stack;
  /** The built handler. It serves every function of the stack that an API integrates with. */
  readonly handlerFile: string;
  /** Whether that file will change: a spare process then waits for it, so that `reloadFunction` takes less. */
  readonly expectsReload?: boolean;
  /** Of the first API; further ones get free ports. */
  readonly port: PortChoice;
  /** Where the user pools are; without it they are where their issuer says, at AWS. */
  readonly userPoolUrl?: string;
  /** Addresses of resources whose being unsupported does not stop the start. What happens then each says (`whenAllowed`). */
  readonly allowUnsupported?: readonly string[];
  readonly log: (line: string) => void;
  readonly clock?: () => Date;
}

export interface RunningGateway {
  /** `http://127.0.0.1:N`, of the first API. */
  readonly url: string;
  readonly apis: readonly { readonly restApiId: string; readonly stage: string; readonly url: string }[];
  /** What is allowed although unsupported, and what is not honoured. */
  readonly notices: readonly string[];
  /** Takes a changed handler file; requests under way end in the old one. */
  reloadFunction(): Promise<void>;
  /** Serves another synth of the stack. When it has a fault, the old one stays. */
  takeOver(stack: Stack): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws StackFaultError, UnsupportedResourceError what the stack holds
 * @throws MissingHandlerError, PortTakenError
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { port, log, clock = () => new Date() } = options;
  const userPoolUrl = options.userPoolUrl?.replace(/\/+$/, "");
  const servers = new Map<string, { readonly server: Server; readonly url: string }>();
  const serve = (stack: Stack): ServedStack =>
    serveStack(readRestApis(stack, options.allowUnsupported), {
      region: stack.region,
      handlerFile: options.handlerFile,
      expectsReload: options.expectsReload ?? false,
      userPoolUrl,
      jwksUri: (pool) => jwksUri(pool, userPoolUrl),
      hostEnvironment: process.env,
      clock,
      log,
    });
  let served = serve(options.stack);
  const retired = new Set<ServedStack>();

  const open = async ({ id }: RestApi) => {
    const server = createGatewayServer((request) => served.handle(id, request), log);
    const isFirst = servers.size === 0;
    const choice: PortChoice = isFirst
      ? port
      : { port: port.port === 0 ? 0 : port.port + servers.size, ifTaken: "next" };
    servers.set(id, { server, url: `http://127.0.0.1:${await listen(server, choice, log)}` });
  };
  const openAndCloseServers = async () => {
    const ids = new Set(served.apis.map(({ id }) => id));
    for (const [id, { server }] of servers) {
      if (ids.has(id)) continue;
      servers.delete(id);
      await closeServer(server);
    }
    for (const api of served.apis) if (!servers.has(api.id)) await open(api);
  };

  const close = async () => {
    await Promise.all([...servers.values()].map(({ server }) => closeServer(server)));
    await Promise.all([served, ...retired].map((each) => each.close()));
  };
  try {
    await openAndCloseServers();
    await served.warmUp();
  } catch (error) {
    await close();
    throw error;
  }

  return {
    get url() {
      return [...servers.values()][0]?.url ?? "";
    },
    get apis() {
      return served.apis.flatMap(({ id, stages }) =>
        stages.map(({ name }) => ({ restApiId: id, stage: name, url: `${servers.get(id)?.url}/${name}` })),
      );
    },
    get notices() {
      return served.notices;
    },
    reloadFunction: () => served.reloadFunction(),
    async takeOver(stack) {
      const next = serve(stack);
      await next.warmUp();
      const last = served;
      served = next;
      retired.add(last);
      void last.drain().then(() => retired.delete(last));
      await openAndCloseServers();
    },
    close,
  };
}

function jwksUri({ id, issuer }: UserPool, userPoolUrl: string | undefined): string {
  return `${userPoolUrl === undefined ? issuer : `${userPoolUrl}/${id}`}/.well-known/jwks.json`;
}
