/** The pools that are served: those of the stack, opened anew when another synth of it is taken over, and at a reset. */
import type { Stack } from "../terraform/stack";
import type { UserPoolSettings } from "../terraform/user-pool/settings";
import { readUserPools, type UserPoolsOfStack } from "../terraform/user-pools";
import type { Clock } from "./clock";
import { inTurn } from "./in-turn";
import type { OperationTools } from "./operation-tools";
import { Registrations } from "./passkeys/registrations";
import { loadKeys, openPool, type PoolParts } from "./pool";
import { Pools } from "./pools";
import { Sessions } from "./sign-in/sessions";
import { SrpExchanges } from "./sign-in/srp-exchanges";
import { applyDeclared } from "./users/apply-declared";

export interface ServedPools {
  /** With the pools as they are now; to be asked for at each request. */
  readonly tools: OperationTools;
  /** As the stack asks for them. */
  readonly stackPools: UserPoolsOfStack;
  /** As new, but for ids, keys and secrets. */
  reset(): Promise<void>;
  /** Serves another synth of the stack; users, keys and sign-ins stay. On an error nothing changes. */
  takeOver(stack: Stack): Promise<void>;
}

/** The stack holds no user pool. */
export class NoUserPoolError extends Error {
  override readonly name = "NoUserPoolError";
  constructor({ name, file }: Stack) {
    super(`The stack ${name} (${file}) has no aws_cognito_user_pool.`);
  }
}

/** @throws ArgumentError, UnenforceableArgumentError, NoUserPoolError */
export function requireUserPools(stack: Stack): UserPoolsOfStack {
  const found = readUserPools(stack);
  if (found.pools.length === 0) throw new NoUserPoolError(stack);
  return found;
}

/** @throws DeclaredResourceError */
export async function servePools(
  first: UserPoolsOfStack,
  parts: PoolParts,
  log: (line: string) => void,
): Promise<ServedPools> {
  const { store, clock } = parts;
  const alone = inTurn();
  let stackPools = first;
  let tools = await openPools(first.pools, newTools(clock, log), parts);
  return {
    get tools() {
      return tools;
    },
    get stackPools() {
      return stackPools;
    },
    reset: () =>
      alone(async () => {
        tools = await openPools(stackPools.pools, newTools(clock, log), parts, () => store.clear(isKeptOnReset));
      }),
    takeOver: (stack) =>
      alone(async () => {
        const next = requireUserPools(stack);
        tools = await openPools(next.pools, tools, parts);
        stackPools = next;
      }),
  };
}

/** Ids, keys and secrets are the pool itself; the rest came to be by using it. */
function isKeptOnReset(collection: string): boolean {
  return collection === "secrets" || collection === "history" || collection.startsWith("keys:");
}

type Poolless = Omit<OperationTools, "pools">;

function newTools(clock: Clock, log: (line: string) => void): Poolless {
  return {
    clock,
    wallClock: () => new Date(),
    sessions: new Sessions(clock),
    srpExchanges: new SrpExchanges(clock),
    registrations: new Registrations(clock),
    log,
  };
}

/** `tools` with these pools in place of what pools they had. On an error the store is as before. */
async function openPools(
  wanted: readonly UserPoolSettings[],
  tools: Poolless,
  parts: PoolParts,
  before = () => {},
): Promise<OperationTools> {
  const { store, clock } = parts;
  const keys = await Promise.all(wanted.map(async (pool) => [pool, await loadKeys(pool, store, clock)] as const));
  store.flush(); // keys that were just made are there before anything is signed
  // From here on nothing waits, so that no request meets a pool that is half open.
  try {
    before();
    const pools = new Pools(keys.map(([pool, loaded]) => openPool(pool, loaded, parts)));
    const opened = { ...tools, pools };
    for (const pool of pools.all) applyDeclared(opened, pool, store.collection(`declared:${pool.id}`));
    store.flush();
    return opened;
  } catch (error) {
    store.discard();
    throw error;
  }
}
