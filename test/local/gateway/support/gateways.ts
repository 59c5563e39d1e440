/** Gateways for tests: on a free port, closed after the test, with their console lines at hand. */
import path from "node:path";
import { type GatewayOptions, type RunningGateway, startGateway } from "../../../../local/gateway/start-gateway";
import { aStack, type StackOptions } from "./stacks";

export interface TestGateway extends RunningGateway {
  /** With the stage. */
  readonly stageUrl: string;
  readonly lines: string[];
}

const opened: RunningGateway[] = [];

/** For `afterEach` or `afterAll`. */
export async function closeGateways(): Promise<void> {
  await Promise.all(opened.splice(0).map((gateway) => gateway.close()));
}

export async function aGateway(
  options: StackOptions & Partial<Omit<GatewayOptions, "handlerFile">> & { readonly handler?: string } = {},
): Promise<TestGateway> {
  const lines: string[] = [];
  const { handler = "echo.cjs", stack = aStack(options), ...rest } = options;
  const gateway = await startGateway({
    port: { port: 0, ifTaken: "fail" },
    log: (line) => lines.push(line),
    ...rest,
    stack,
    handlerFile: path.isAbsolute(handler) ? handler : handlerFile(handler),
  });
  opened.push(gateway);
  return Object.create(gateway, {
    stageUrl: { get: () => gateway.apis[0]?.url },
    lines: { value: lines },
  }) as TestGateway;
}

export function handlerFile(name: string): string {
  return path.join(__dirname, "handlers", name);
}
