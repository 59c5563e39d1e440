/**
 * `$context` variables and templates of gateway responses, MOCK integrations and access logs.
 * Source: Amazon API Gateway Developer Guide, "Variables for access logging", "Variables for data transformations".
 */
import { localAccountId } from "../terraform/identifiers";
import { commonLogTime } from "./event/request-context";
import type { Exchange } from "./exchange";
import { headerValue } from "./request";

/** Facts that exist when the answer is complete: for access logs. */
export interface Outcome {
  readonly status: number;
  readonly responseLength: number;
  readonly latencyMs: number;
}

/** Every variable that has a value, by its name after `$context.`. */
export function contextVariables(exchange: Exchange, outcome?: Outcome): ReadonlyMap<string, string> {
  const { api, request, stage, route, claims = {}, refusal, integration } = exchange;
  const host = headerValue(request.headers, "host");
  const values: Record<string, string | number | null | undefined> = {
    accountId: localAccountId,
    apiId: api.id,
    awsEndpointRequestId: integration && request.requestId, // the same here: the context object's awsRequestId
    deploymentId: stage?.deploymentId,
    domainName: host,
    domainPrefix: host?.split(".")[0],
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.method,
    "identity.sourceIp": request.sourceIp,
    "identity.userAgent": headerValue(request.headers, "user-agent"),
    path: request.path.replace(/^\/+/, "/"),
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: commonLogTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt.getTime(),
    resourceId: route?.resource.id,
    resourcePath: route?.resource.path,
    stage: stage?.name,
    xrayTraceId: request.trace.root,
    "error.message": refusal?.text,
    "error.messageString": refusal && JSON.stringify(refusal.text),
    "error.responseType": refusal?.type,
    "authorize.error": refusal?.type === "UNAUTHORIZED" ? refusal.text : undefined,
    "integration.error": integration?.error,
    "integration.integrationStatus": integration?.lambdaStatus,
    "integration.latency": integration?.latencyMs,
    "integration.requestId": integration && request.requestId,
    "integration.status": integration?.status,
    integrationErrorMessage: integration?.error,
    integrationLatency: integration?.latencyMs,
    integrationStatus: integration?.lambdaStatus,
    status: outcome?.status,
    responseLength: outcome?.responseLength,
    responseLatency: outcome?.latencyMs,
  };
  const named = Object.entries(claims).map(([name, value]): [string, string] => [`authorizer.claims.${name}`, value]);
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return new Map([...set.map(([name, value]): [string, string] => [name, String(value)]), ...named]);
}

const variable =
  /\$(?:context\.(?<context>[A-Za-z]\w*(?:\.[\w]+(?::\w+)?|\['[^']+'\])*)|stageVariables\.(?<stage>\w+))/g;

/** `template` with `$context.x` and `$stageVariables.x` replaced; `missing` stands for what has no value. */
export function renderTemplate(
  template: string,
  context: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>> | undefined,
  missing: string,
): string {
  return template.replace(variable, (...match) => {
    const names = match.at(-1) as { context?: string; stage?: string };
    const value =
      names.context === undefined
        ? stageVariables?.[names.stage ?? ""]
        : context.get(names.context.replace(/\['([^']+)'\]/g, ".$1"));
    return value ?? missing;
  });
}
