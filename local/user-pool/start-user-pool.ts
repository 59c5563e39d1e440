/** The embedded Cognito user pool: puts its parts together and listens. */
import { join } from "node:path";
import { listen, type PortChoice } from "../listen";
import type { Stack } from "../terraform/stack";
import { readUserPools, type UserPoolSettings, type UserPoolsOfStack } from "../terraform/user-pools";
import type { Clock } from "./clock";
import { createUserPoolServer } from "./http/server";
import { Registrations } from "./passkeys/registrations";
import { openPool, Pools } from "./pool";
import type { Service } from "./service";
import { Sessions } from "./sign-in/sessions";
import { SrpExchanges } from "./sign-in/srp-exchanges";
import { Store } from "./store/store";

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
 * @throws ArgumentError, UnenforceableArgumentError, NoUserPoolError the stack asks for what cannot be served
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

  const open = async (settings: readonly UserPoolSettings[]): Promise<Pools> => {
    const pools = new Pools(await Promise.all(settings.map((pool) => openPool(pool, store, clock))));
    store.flush(); // keys that were just made are there before anything is signed
    return pools;
  };
  try {
    let service: Service = {
      clock,
      wallClock: () => new Date(),
      pools: await open(stackPools.pools),
      sessions: new Sessions(clock),
      srpExchanges: new SrpExchanges(clock),
      registrations: new Registrations(clock),
      log,
    };
    const server = createUserPoolServer(
      () => service,
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
      async takeOver(stack) {
        const next = read(stack);
        service = { ...service, pools: await open(next.pools) };
        stackPools = next;
      },
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

function clientInfo({ pool, client }: UserPoolsOfStack["clients"][number]): UserPoolClientInfo {
  return {
    userPoolId: pool.id,
    userPoolClientId: client.id,
    userPoolAddress: pool.address,
    userPoolClientAddress: client.address,
    clientSecret: client.secret,
  };
}
