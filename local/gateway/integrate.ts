/** Has a request answered by the method's integration. */
import type { Integration, LambdaIntegration } from "../terraform/rest-api/integrations";
import { proxyEvent } from "./event/proxy-event";
import type { Exchange, IntegrationOutcome } from "./exchange";
import { FunctionFailure } from "./function/function-failure";
import type { FunctionRunner } from "./function/function-runner";
import { isInvocationPermitted } from "./lambda-permission";
import type { Route } from "./match-route";
import { GatewayRefusal } from "./refusal";
import type { GatewayAnswer } from "./response/answer";
import { mockResponse } from "./response/mock-response";
import { MalformedAnswerError, parseProxyAnswer } from "./response/proxy-answer";
import { proxyResponse } from "./response/proxy-response";

/** Of the event: what Lambda takes in a synchronous invocation. */
const maxEventBytes = 6 * 1024 * 1024;

/** Source for every refusal here: Developer Guide, "Handle Lambda errors in API Gateway"; statuses as recorded. */
export async function integrate(
  exchange: Exchange,
  route: Route,
  runnerOf: (integration: LambdaIntegration) => FunctionRunner,
): Promise<GatewayAnswer> {
  const { integration } = route.method;
  switch (integration.kind) {
    case "mock":
      return mockResponse(integration, exchange);
    case "broken":
      throw new GatewayRefusal("API_CONFIGURATION_ERROR", `the integration cannot be called: ${describe(integration)}`);
    case "lambda":
      return invokeFunction(exchange, route, integration, runnerOf(integration));
  }
}

async function invokeFunction(
  exchange: Exchange,
  route: Route,
  integration: LambdaIntegration,
  runner: FunctionRunner,
): Promise<GatewayAnswer> {
  if (!isInvocationPermitted(integration, exchange, route)) {
    const why = `no aws_lambda_permission lets this stage and method invoke ${integration.lambda.address}`;
    throw new GatewayRefusal("INTEGRATION_FAILURE", `the integration failed: ${why}`, { status: 500 });
  }
  const event = JSON.stringify(proxyEvent(exchange, route));
  if (Buffer.byteLength(event) > maxEventBytes) {
    // API Gateway would take it, Lambda does not (U).
    throw new GatewayRefusal("REQUEST_TOO_LARGE", "the event is larger than the 6 MB that Lambda takes");
  }

  const startedAt = performance.now();
  const { requestId, trace } = exchange.request;
  const facts = { requestId, traceHeader: trace.header, event, qualifier: integration.qualifier };
  const conclude = (outcome: Omit<IntegrationOutcome, "latencyMs">) => {
    exchange.integration = { latencyMs: Math.round(performance.now() - startedAt), ...outcome };
  };
  try {
    const payload = await withinTimeout(integration.timeoutMs, (signal) => runner.invoke(facts, signal));
    const answer = proxyResponse(exchange, parseProxyAnswer(payload));
    conclude({ status: answer.status, lambdaStatus: 200 });
    return answer;
  } catch (error) {
    const refusal = refusalFor(error);
    const { status, why, type } = refusal;
    conclude({ status, error: why, ...(type === "INTEGRATION_TIMEOUT" ? {} : { lambdaStatus: 200 }) });
    throw refusal;
  }
}

/** The function goes on after the timeout, as on AWS; only nobody waits for it. @throws GatewayRefusal */
async function withinTimeout<T>(timeoutMs: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const acting = act(abort.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `the integration took longer than its timeout of ${timeoutMs} ms`;
    timer = setTimeout(() => reject(new GatewayRefusal("INTEGRATION_TIMEOUT", why)), timeoutMs);
  });
  try {
    return await Promise.race([acting, late]);
  } finally {
    clearTimeout(timer);
    abort.abort();
    acting.catch(() => {}); // a failure that comes after the timeout
  }
}

function refusalFor(error: unknown): GatewayRefusal {
  if (error instanceof GatewayRefusal) return error;
  if (error instanceof FunctionFailure) {
    return new GatewayRefusal("INTEGRATION_FAILURE", `the function failed: ${error.message}`);
  }
  if (error instanceof MalformedAnswerError) {
    const why = `the function's answer is no proxy response: ${error.message}`;
    // The status is recorded, its type is not (U).
    return new GatewayRefusal("DEFAULT_5XX", why, { status: 502 });
  }
  throw error;
}

function describe(integration: Extract<Integration, { kind: "broken" }>): string {
  return `${integration.address}: ${integration.why}`;
}
