/** One synth of the stack, ready to answer: its APIs, the processes of its functions, keys and buckets. */
import type { UserPool } from "../terraform/rest-api/authorizers";
import type { RestApi, RestApis } from "../terraform/rest-apis";
import { UserPoolKeys } from "./authorizer/user-pool-keys";
import type { FunctionSurroundings } from "./function/function-environment";
import { FunctionRunner } from "./function/function-runner";
import { type GatewayTools, handleRequest } from "./handle-request";
import type { GatewayRequest } from "./request";
import type { GatewayAnswer } from "./response/answer";
import { Throttle } from "./throttle";

export interface ServedStackOptions extends FunctionSurroundings {
  readonly expectsReload: boolean;
  readonly jwksUri: (pool: UserPool) => string;
  readonly clock: () => Date;
  readonly log: (line: string) => void;
}

export interface ServedStack {
  readonly apis: readonly RestApi[];
  readonly notices: readonly string[];
  handle(restApiId: string, request: GatewayRequest): Promise<GatewayAnswer>;
  warmUp(): Promise<void>;
  reloadFunction(): Promise<void>;
  /** Resolves when what is under way is finished. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** @throws MissingHandlerError */
export function serveStack({ apis, functions, notices }: RestApis, options: ServedStackOptions): ServedStack {
  const { clock, log } = options;
  const keys = new UserPoolKeys({ jwksUri: options.jwksUri, now: () => performance.now() });
  const runners = new Map(functions.map((lambda) => [lambda.address, new FunctionRunner({ ...options, lambda })]));
  const tools: GatewayTools = {
    findKey: (pool, kid) => keys.find(pool, kid),
    clock,
    throttle: new Throttle(() => performance.now()),
    runnerOf: ({ lambda }) => runners.get(lambda.address) as FunctionRunner,
    log,
  };
  const each = async (act: (runner: FunctionRunner) => Promise<void>) => {
    await Promise.all([...runners.values()].map(act));
  };
  const several = functions.length > 1 ? [`${functions.length} functions are served by the same handler file`] : [];
  return {
    apis,
    notices: [...notices, ...several],
    handle(restApiId, request) {
      const api = apis.find(({ id }) => id === restApiId);
      if (api === undefined) throw new Error(`The API ${restApiId} is not in the stack any more.`);
      return handleRequest(api, request, tools);
    },
    warmUp: () => each((runner) => runner.warmUp()),
    reloadFunction: () => each((runner) => runner.reload()),
    drain: () => each((runner) => runner.drain()),
    close: () => each((runner) => runner.close()),
  };
}
