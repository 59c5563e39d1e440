import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startGateway } from "../../../local/gateway/start-gateway";
import { appClients } from "../../../local/terraform/app-clients";
import { readStack, type Stack } from "../../../local/terraform/stack";
import { buildApi } from "../../../scripts/build-api";
import { synthesizeIn } from "../../infra/synthesize";
import type { Target } from "../target";
import { sendOverHttp } from "./over-http";

/** The default stage of the real infrastructure. */
export function synthesizedStack(folder: string): Stack {
  mkdirSync(join(folder, "api"));
  // The archive's content plays no part: the gateway runs the bundle itself.
  writeFileSync(join(folder, "api/index.js"), "");
  return readStack(synthesizeIn(folder, {}));
}

export function onlyClient(stack: Stack): { readonly userPoolId: string; readonly userPoolClientId: string } {
  const [client, ...others] = appClients(stack);
  if (!client || others.length > 0) throw new Error(`The stack has ${others.length + (client ? 1 : 0)} app clients.`);
  return client;
}

export interface GatewayTargetOptions {
  readonly stack: Stack;
  readonly userPoolUrl: string;
  /** For the bundle. */
  readonly folder: string;
}

/** The local gateway, with the authorizers of the synthesized stack before the Lambda bundle. */
export async function startGatewayTarget({ stack, userPoolUrl, folder }: GatewayTargetOptions): Promise<Target> {
  const { file } = await buildApi({ outDir: join(folder, "bundle") });
  const port = { port: 0, ifTaken: "fail" } as const;
  const gateway = await startGateway({ stack, handlerFile: file, port, userPoolUrl, log: () => {} });
  const stage = gateway.apis[0]?.stage ?? "";
  return {
    name: "the local gateway",
    kind: "stage",
    takesEvents: false,
    request: (call) => sendOverHttp(gateway.url, { ...call, path: `/${stage}${call.path}` }),
    close: () => gateway.close(),
  };
}
