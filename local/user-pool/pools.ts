/** The pools of the stack, by what requests name them with. Replaced as a whole when the stack changes. */
import type { UserPoolClientSettings } from "../terraform/user-pool/client-settings";
import type { Message } from "./inbox/inbox";
import type { Pool } from "./pool";
import { noSuchClient, noSuchPool } from "./refusals";

export interface PoolAndClient {
  readonly pool: Pool;
  readonly client: UserPoolClientSettings;
}

export class Pools {
  constructor(readonly all: readonly Pool[]) {}

  /** @throws ResourceNotFoundException */
  require(id: string): Pool {
    const pool = this.find(id);
    if (pool === undefined) throw noSuchPool(id);
    return pool;
  }

  find(id: string): Pool | undefined {
    return this.all.find((pool) => pool.id === id);
  }

  findByIssuer(issuer: unknown): Pool | undefined {
    return this.all.find((pool) => pool.issuer === issuer);
  }

  /** @throws ResourceNotFoundException */
  requireClient(clientId: string): PoolAndClient {
    for (const pool of this.all) {
      const client = pool.settings.clients.find(({ id }) => id === clientId);
      if (client !== undefined) return { pool, client };
    }
    throw noSuchClient(clientId);
  }

  /** @throws ResourceNotFoundException no such pool, or the client is not one of its own */
  requireClientOf(poolId: string, clientId: string): PoolAndClient {
    const pool = this.require(poolId);
    const client = pool.settings.clients.find(({ id }) => id === clientId);
    if (client === undefined) throw noSuchClient(clientId);
    return { pool, client };
  }

  /** Of every pool, newest first. */
  messages(to?: string): readonly Message[] {
    const found = this.all.flatMap(({ inbox }) => inbox.list(to));
    return this.all.length < 2 ? found : found.sort((a, b) => b.sentAt.localeCompare(a.sentAt));
  }
}
