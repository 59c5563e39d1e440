/** The embedded Cognito user pool: puts its parts together and listens. */
import { join } from "node:path";
import { closeServer } from "../close-server";
import { listen, type PortChoice } from "../listen";
import type { AppClientIds } from "../terraform/app-clients";
import type { Stack } from "../terraform/stack";
import type { Clock } from "./clock";
import { EmailQuota } from "./domain/email-quota";
import { createUserPoolServer } from "./http/server";
import { PoolClock } from "./pool-clock";
import { requireUserPools, servePools } from "./served-pools";
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

export interface RunningUserPool {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** In the stack's order. */
  readonly clients: readonly AppClientIds[];
  /** What the stack sets and the pool does not honour. */
  readonly notices: readonly string[];
  /** Works with the pools of a newly synthesized stack from now on; users and keys stay. On an error nothing changes. */
  takeOver(stack: Stack): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws ArgumentError, UnenforceableArgumentError, NoUserPoolError, DeclaredResourceError the stack asks for what cannot be served
 * @throws DataFolderError, FolderInUseError, JournalDamagedError the data folder cannot be used
 * @throws PortTakenError
 */
export async function startUserPool(options: UserPoolOptions): Promise<RunningUserPool> {
  const { stack, port, dataDir, log, clock = () => new Date() } = options;
  const stackPools = requireUserPools(stack);
  const store = Store.open(join(dataDir, "user-pool"));
  try {
    const poolClock = new PoolClock(clock, store.collection("local"));
    const emailQuota = new EmailQuota(store.collection("local"), poolClock.now);
    const served = await servePools(stackPools, { store, clock: poolClock.now, emailQuota }, log);
    const server = createUserPoolServer(
      () => served.tools,
      { clock: poolClock, emailQuota, pools: () => served.tools.pools, reset: served.reset },
      () => store.flush(),
    );
    const url = `http://127.0.0.1:${await listen(server, port)}`;

    return {
      url,
      get clients() {
        return served.stackPools.clients.map(({ pool, client }) => ({
          userPoolId: pool.id,
          userPoolClientId: client.id,
        }));
      },
      get notices() {
        return served.stackPools.notices;
      },
      takeOver: served.takeOver,
      async close() {
        await closeServer(server);
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
