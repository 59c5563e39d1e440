/** The embedded Cognito user pool: puts its parts together and listens. */
import { join } from "node:path";
import { listen, type PortChoice } from "../listen";
import type { Stack } from "../terraform/stack";
import { readUserPools, type UserPoolSettings, type UserPoolsOfStack } from "../terraform/user-pools";
import type { Clock } from "./clock";
import { EmailQuota } from "./domain/email-quota";
import { createUserPoolServer } from "./http/server";
import { inTurn } from "./in-turn";
import type { LocalControls } from "./local-endpoints/endpoint";
import type { OperationTools } from "./operation-tools";
import { Registrations } from "./passkeys/registrations";
import { loadKeys, openPool } from "./pool";
import { PoolClock } from "./pool-clock";
import { Pools } from "./pools";
import { Sessions } from "./sign-in/sessions";
import { SrpExchanges } from "./sign-in/srp-exchanges";
import { Store } from "./store/store";
import { applyDeclared } from "./users/apply-declared";

export interface UserPoolOptions {
  readonly stack: Stack;
  readonly port: PortChoice;
  /** Folder for users, keys and messages; its part `user-pool` is this program's alone. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Time of the pool; the machine's by default. */
  readonly clock?: Clock;
}

export interface UserPoolClientInfo {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Terraform addresses. */
  readonly userPoolAddress: string;
  readonly userPoolClientAddress: string;
  /** Set for a client that was asked for with a secret. */
  readonly clientSecret: string | undefined;
}

export interface RunningUserPool {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** In the stack's order. */
  readonly clients: readonly UserPoolClientInfo[];
  /** What the stack sets and the pool does not honour. */
  readonly notices: readonly string[];
  /** Works with the pools of a newly synthesized stack from now on; users and keys stay. On an error nothing changes. */
  takeOver(stack: Stack): Promise<void>;
  close(): Promise<void>;
}

/** The stack holds no user pool with a client. */
export class NoUserPoolError extends Error {
  override readonly name = "NoUserPoolError";
  constructor({ name, file }: Stack) {
    super(`The stack ${name} (${file}) has no aws_cognito_user_pool.`);
  }
}

/**
 * @throws ArgumentError, UnenforceableArgumentError, NoUserPoolError, DeclaredResourceError the stack asks for what cannot be served
 * @throws DataFolderError, FolderInUseError, JournalDamagedError the data folder cannot be used
 * @throws PortTakenError
 */
export async function startUserPool(options: UserPoolOptions): Promise<RunningUserPool> {
  const { port, dataDir, log, clock = () => new Date() } = options;
  const read = (stack: Stack) => {
    const found = readUserPools(stack);
    if (found.pools.length === 0) throw new NoUserPoolError(stack);
    return found;
  };
  let stackPools = read(options.stack);
  const store = Store.open(join(dataDir, "user-pool"));
  const poolClock = new PoolClock(clock, store.collection("local"));
  const emailQuota = new EmailQuota(store.collection("local"), poolClock.now);
  const parts = { store, clock: poolClock.now, emailQuota };
  const alone = inTurn();

  /** What operations work with for these pools, with new sign-ins or those of `former`. On an error nothing has changed. */
  const serve = async (
    wanted: readonly UserPoolSettings[],
    former?: OperationTools,
    before = () => {},
  ): Promise<OperationTools> => {
    const keys = await Promise.all(
      wanted.map(async (pool) => [pool, await loadKeys(pool, store, parts.clock)] as const),
    );
    store.flush(); // keys that were just made are there before anything is signed
    // From here on nothing waits, so that no request meets a pool that is half open.
    try {
      before();
      const pools = new Pools(keys.map(([pool, loaded]) => openPool(pool, loaded, parts)));
      const tools = { ...(former ?? newTools(parts.clock, log)), pools };
      for (const pool of pools.all) applyDeclared(tools, pool, store.collection(`declared:${pool.id}`));
      store.flush();
      return tools;
    } catch (error) {
      store.discard();
      throw error;
    }
  };
  try {
    let tools = await serve(stackPools.pools);
    const controls: LocalControls = {
      clock: poolClock,
      emailQuota,
      pools: () => tools.pools,
      reset: () =>
        alone(async () => {
          tools = await serve(stackPools.pools, undefined, () => store.clear(isKeptOnReset));
        }),
    };
    const server = createUserPoolServer(
      () => tools,
      controls,
      () => store.flush(),
    );
    const url = `http://127.0.0.1:${await listen(server, port)}`;

    return {
      url,
      get clients() {
        return stackPools.clients.map(clientInfo);
      },
      get notices() {
        return stackPools.notices;
      },
      takeOver: (stack) =>
        alone(async () => {
          const next = read(stack);
          tools = await serve(next.pools, tools);
          stackPools = next;
        }),
      async close() {
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeIdleConnections();
          setTimeout(() => server.closeAllConnections(), 1000).unref();
        });
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Ids, keys and secrets are the pool itself; the rest came to be by using it. */
function isKeptOnReset(collection: string): boolean {
  return collection === "secrets" || collection === "history" || collection.startsWith("keys:");
}

function newTools(clock: Clock, log: (line: string) => void): Omit<OperationTools, "pools"> {
  return {
    clock,
    wallClock: () => new Date(),
    sessions: new Sessions(clock),
    srpExchanges: new SrpExchanges(clock),
    registrations: new Registrations(clock),
    log,
  };
}

function clientInfo({ pool, client }: UserPoolsOfStack["clients"][number]): UserPoolClientInfo {
  return {
    userPoolId: pool.id,
    userPoolClientId: client.id,
    userPoolAddress: pool.address,
    userPoolClientAddress: client.address,
    clientSecret: client.secret,
  };
}
