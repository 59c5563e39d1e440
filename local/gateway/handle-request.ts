/**
 * One request through the gateway, in API Gateway's order: stage, route (resource and method), authorizer, throttling,
 * integration. Each step passes it on or refuses it.
 *
 * What comments in this folder say of the service is documented or recorded from it, unless it is marked: (I) other
 * emulators or many reports have it so, (U) it is unconfirmed, and chosen so until somebody asks the service.
 */
import type { LambdaIntegration } from "../terraform/rest-api/integrations";
import type { RestApi } from "../terraform/rest-apis";
import { type AuthorizerTools, authorize } from "./authorizer/authorize";
import { contextVariables, renderTemplate } from "./context-variables";
import { unsupportedQueryCharacters } from "./event/query-parameters";
import type { Exchange } from "./exchange";
import { explainFunctionRefusal } from "./explain-function-refusal";
import { findStage } from "./find-stage";
import type { FunctionRunner } from "./function/function-runner";
import { integrate } from "./integrate";
import { assertWithinLimits } from "./limits";
import { matchRoute, type Route } from "./match-route";
import { missingRoute } from "./missing-route";
import { printable } from "./printable";
import { GatewayRefusal } from "./refusal";
import type { GatewayRequest } from "./request";
import type { GatewayAnswer } from "./response/answer";
import { renderRefusal } from "./response/gateway-response";
import type { Throttle } from "./throttle";

export interface GatewayTools extends AuthorizerTools {
  readonly throttle: Throttle;
  readonly runnerOf: (integration: LambdaIntegration) => FunctionRunner;
  readonly log: (line: string) => void;
}

export async function handleRequest(
  api: RestApi,
  request: GatewayRequest,
  tools: GatewayTools,
): Promise<GatewayAnswer> {
  const exchange: Exchange = { api, request };
  const answer = await answerOrRefuse(exchange, tools);
  logAccess(exchange, answer, tools);
  return answer;
}

async function answerOrRefuse(exchange: Exchange, tools: GatewayTools): Promise<GatewayAnswer> {
  try {
    const answer = await serve(exchange, tools);
    const why = await explainFunctionRefusal(exchange, answer, tools);
    if (why === undefined) return answer;
    logRefusal(exchange, answer.status, why, tools);
    return { ...answer, headers: [...answer.headers, ["x-local-why", printable(why)]] };
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    exchange.refusal = error;
    const answer = renderRefusal(exchange, error);
    logRefusal(exchange, answer.status, error.why, tools);
    return answer;
  }
}

async function serve(exchange: Exchange, tools: GatewayTools): Promise<GatewayAnswer> {
  const { stage, route } = findTarget(exchange);
  const claims = await authorize(route.method.access, exchange.request, tools);
  if (claims !== undefined) exchange.claims = claims;
  const limit = tools.throttle.exceeded(stage, route);
  if (limit !== undefined) {
    const why = `the method is throttled: ${limit.requestsPerSecond} requests a second, burst ${limit.burst}`;
    throw new GatewayRefusal("THROTTLED", `${why} (aws_api_gateway_method_settings)`);
  }
  warnOfQuery(exchange, tools);
  return integrate(exchange, route, tools.runnerOf);
}

/**
 * Stage and route. Limits are checked in between: outside a stage there is nothing to have a limit. What AWS says of an
 * unknown stage is reported in two ways (U).
 * @throws GatewayRefusal
 */
function findTarget(exchange: Exchange): { stage: NonNullable<Exchange["stage"]>; route: Route } {
  const { api, request } = exchange;
  const found = findStage(api, request.path);
  if (found === undefined) {
    const names = api.stages.map(({ name }) => `/${name}`).join(", ");
    const why = `the path does not begin with a stage of this API (${names})`;
    throw new GatewayRefusal("DEFAULT_4XX", why, {
      status: 403,
      message: "Forbidden",
      errorType: "ForbiddenException",
    });
  }
  exchange.stage = found.stage;
  exchange.path = found.path;
  if (api.closedBecause !== undefined) {
    throw new GatewayRefusal("API_CONFIGURATION_ERROR", `the whole API is closed here: ${api.closedBecause}`);
  }
  assertWithinLimits(request, api.endpointType);
  const route = matchRoute(api.root, found.path, request.method);
  if (route === undefined) throw missingRoute(request);
  exchange.route = route;
  return { stage: found.stage, route };
}

function warnOfQuery({ request }: Exchange, { log }: GatewayTools): void {
  const characters = unsupportedQueryCharacters(request.query);
  if (characters.length === 0) return;
  log(
    `${request.method} ${printable(request.path)}: unencoded ${characters.join(" ")} in the query may be lost on AWS`,
  );
}

function logRefusal({ request }: Exchange, status: number, why: string, { log }: GatewayTools): void {
  log(`${status} ${request.method} ${printable(request.path, 120)}: ${printable(why)}`);
}

/** In the stage's own format; `-` for what has no value. Printable as a whole: what clients send gets onto a terminal. */
function logAccess(exchange: Exchange, answer: GatewayAnswer, { clock, log }: GatewayTools): void {
  const { stage, request } = exchange;
  if (stage?.accessLogFormat === undefined) return;
  const outcome = {
    status: answer.status,
    responseLength: answer.body.length,
    latencyMs: clock().getTime() - request.receivedAt.getTime(),
  };
  const line = renderTemplate(stage.accessLogFormat, contextVariables(exchange, outcome), stage.variables, "-");
  log(printable(line, Number.POSITIVE_INFINITY));
}
