/**
 * Runs a suite against everything that serves the API: the Express app, the Lambda bundle, the local gateway. With
 * `CONTRACT_OUTPUTS=outputs.json` against the deployed stage of that file instead, where what needs tokens of its pool
 * is left out.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call, Reply, Target } from "./target";
import { startApp } from "./targets/app";
import { deployedStage } from "./targets/deployed-stage";
import { onlyClient, startGatewayTarget, synthesizedStack } from "./targets/gateway";
import { startHandler } from "./targets/handler";
import {
  createPoolKeys,
  createTokenKit,
  type Json,
  type JwksServer,
  startJwksServer,
  type TokenKit,
} from "./token-kit";

/** What a suite works with, while its tests run. */
export interface Api {
  readonly target: Target;
  /** The user pool of the target. */
  readonly kit: TokenKit;
  /** Whether the kit's keys are the pool's: nobody has those of a deployed one. */
  readonly signsTokens: boolean;
  send(call: Call): Promise<Reply>;
  /** As a signed-in user, `ada@example.com` unless `claims` say otherwise; `json` is the body. */
  sendAsUser(call: UserCall, claims?: Json): Promise<Reply>;
}

export interface UserCall {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
}

export function describeEachTarget(suite: (api: Api) => void): void {
  const keys = createPoolKeys();
  describe.each(Object.entries(isDeployed ? { "the deployed stage": startDeployed } : starters))(
    "%s",
    (_name, start) => {
      let folder: string;
      let running: Running | undefined;
      const now = (): Running => {
        if (!running) throw new Error("Use the API within tests: it is not started yet.");
        return running;
      };

      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "contract-"));
        running = await start(keys, folder);
      }, 60_000);
      afterAll(async () => {
        await running?.close();
        await rm(folder, { recursive: true });
      });

      suite({
        signsTokens: !isDeployed,
        get target() {
          return now().target;
        },
        get kit() {
          return now().kit;
        },
        send: (call) => now().target.request(call),
        sendAsUser: ({ method, path, json }, claims) =>
          now().target.request({
            method,
            path,
            headers: [
              ["Authorization", `Bearer ${now().kit.idToken(claims)}`],
              ...(json === undefined ? [] : [["Content-Type", "application/json"] as const]),
            ],
            ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          }),
      });
    },
  );
}

interface Running {
  readonly target: Target;
  readonly kit: TokenKit;
  close(): Promise<void>;
}

type Start = (keys: ReturnType<typeof createPoolKeys>, folder: string) => Promise<Running>;

const starters: Readonly<Record<string, Start>> = {
  "the Express app": (keys) => {
    const kit = createTokenKit({ keys });
    return withPool(kit, (pool) => startApp(environmentOf(kit, pool)));
  },
  "the Lambda handler": (keys, folder) => {
    const kit = createTokenKit({ keys });
    return withPool(kit, (pool) => startHandler(environmentOf(kit, pool), folder));
  },
  "the local gateway": (keys, folder) => {
    const stack = synthesizedStack(folder);
    const kit = createTokenKit({ keys, ...onlyClient(stack) });
    return withPool(kit, ({ url }) => startGatewayTarget({ stack, userPoolUrl: url, folder }));
  },
};

const { CONTRACT_OUTPUTS: outputsFile = "" } = process.env;
const isDeployed = outputsFile !== "";

const startDeployed: Start = async (keys) => {
  const { target, ...client } = deployedStage(outputsFile);
  return { target, kit: createTokenKit({ keys, ...client }), close: target.close };
};

/** A target whose user pool is a token kit. */
async function withPool(kit: TokenKit, start: (pool: JwksServer) => Promise<Target>): Promise<Running> {
  const pool = await startJwksServer(kit.userPoolId, () => kit.keys.jwks);
  const target = await start(pool);
  return { target, kit, close: async () => void (await Promise.all([target.close(), pool.close()])) };
}

function environmentOf(kit: TokenKit, { url }: JwksServer) {
  return {
    USER_POOL_ID: kit.userPoolId,
    USER_POOL_CLIENT_ID: kit.userPoolClientId,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
    LOG_LEVEL: "silent",
  };
}
