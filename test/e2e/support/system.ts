/** The whole system on free ports, from the built page to the embedded user pool, as one deploy would make it. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway } from "../../../local/gateway/start-gateway";
import { localPageConfig } from "../../../local/page-config";
import { readStack } from "../../../local/terraform/stack";
import { startUserPool } from "../../../local/user-pool/start-user-pool";
import { buildApi } from "../../../scripts/build-api";
import { buildClient } from "../../../scripts/build-client";
import { synthesizeIn } from "../../infra/synthesize";
import { giveKeys } from "../../local/user-pool/support/keys-for-tests";
import { serveBuiltPage } from "./serve-built-page";

export interface System {
  readonly pageUrl: string;
  readonly userPoolUrl: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** The gateway with its stage. */
  readonly apiUrl: string;
  /** Moves the pool's clock alone. */
  advancePool(seconds: number): void;
  /** Epoch milliseconds on the pool's clock. */
  poolNow(): number;
  /** What `/config.json` says; a test that changes it puts it back. */
  config: unknown;
  close(): Promise<void>;
}

const anyPort = { port: 0, ifTaken: "fail" } as const;

export async function startSystem(): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), "e2e-"));
  mkdirSync(join(folder, "api"));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const [{ file: handlerFile }, { outDir }] = await Promise.all([
      buildApi({ outDir: join(folder, "api") }),
      buildClient({ outDir: join(folder, "client") }),
    ]);
    const stack = readStack(synthesizeIn(folder, { environment: { PASSKEYS: "on" } }));
    const log = () => undefined;

    let aheadMs = 0;
    const clock = () => new Date(Date.now() + aheadMs);
    const dataDir = join(folder, "data");
    giveKeys(stack, dataDir);
    const pool = await startUserPool({ stack, port: anyPort, dataDir, log, clock });
    closers.push(() => pool.close());
    const gateway = await startGateway({ stack, handlerFile, port: anyPort, userPoolUrl: pool.url, log });
    closers.push(() => gateway.close());
    const [client] = pool.clients;
    const [api] = gateway.apis;
    if (client === undefined || api === undefined) throw new Error("The stack has no client or no API.");

    const page = await serveBuiltPage({
      dir: outDir,
      config: () => system.config,
      apiUrl: api.url,
      userPoolOrigin: pool.url,
    });
    closers.push(() => page.close());
    const system: System = {
      pageUrl: page.url,
      userPoolUrl: pool.url,
      userPoolId: client.userPoolId,
      userPoolClientId: client.userPoolClientId,
      apiUrl: api.url,
      config: localPageConfig(stack, { ...client, pageUrl: page.url, userPoolUrl: pool.url }),
      poolNow: () => clock().getTime(),
      advancePool: (seconds) => {
        aheadMs += seconds * 1000;
      },
      close: closeAll,
    };
    return system;
  } catch (error) {
    await closeAll();
    throw error;
  }
}
