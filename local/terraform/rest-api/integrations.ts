/** What answers a method: a function (`AWS_PROXY`), a fixed answer (`MOCK`), or nothing that exists here. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";
import { type BrokenIntegration, brokenIntegration, unsupportedIntegration } from "./broken-integration";
import type { LambdaFunction, LambdaPermission } from "./lambda-functions";
import { type MockIntegration, readMockIntegration } from "./mock-integrations";

export type Integration = LambdaIntegration | MockIntegration | BrokenIntegration;

export interface LambdaIntegration {
  readonly kind: "lambda";
  readonly address: string;
  readonly lambda: LambdaFunction;
  /** Alias or version in the integration's URI. */
  readonly qualifier: string | undefined;
  readonly timeoutMs: number;
  /** Who may invoke that function; whether one of them permits a call depends on stage, method and path. */
  readonly permissions: readonly LambdaPermission[];
  /** It is invoked with a role of its own, so that no permission is needed. */
  readonly hasCredentials: boolean;
}

export interface DeclaredIntegration {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly integration: Integration;
}

export interface Invocables {
  readonly functions: readonly LambdaFunction[];
  readonly permissions: readonly LambdaPermission[];
}

export function readIntegrations(
  reading: StackReading,
  restApiId: string,
  invocables: Invocables,
): DeclaredIntegration[] {
  return reading.each("aws_api_gateway_integration", (args): DeclaredIntegration | undefined => {
    const httpMethod = args.requireString("http_method");
    const resourceId = args.requireString("resource_id");
    if (args.requireString("rest_api_id") !== restApiId) return undefined;
    return { resourceId, httpMethod, integration: readIntegration(reading, args, invocables) };
  });
}

function readIntegration(reading: StackReading, args: Arguments, invocables: Invocables): Integration {
  const type = args.requireString("type");
  switch (type) {
    case "AWS_PROXY":
      return readLambdaIntegration(reading, args, invocables);
    case "MOCK":
      return readMockIntegration(reading, args);
    default:
      return unsupportedIntegration(reading, args, `has type ${type}, which is not called from here`);
  }
}

function readLambdaIntegration(reading: StackReading, args: Arguments, invocables: Invocables): Integration {
  // AWS ignores these for a proxy integration, all but the targets below (recorded).
  args.hasNoLocalEffect("content_handling", "passthrough_behavior", "request_templates", "connection_type");
  const integrationMethod = args.string("integration_http_method");
  const timeoutMs = args.number("timeout_milliseconds") ?? 29_000;
  const hasCredentials = args.has("credentials");
  const illegalTarget = Object.keys(args.stringMap("request_parameters") ?? {}).find((name) =>
    illegalTargets.test(name),
  );

  if (timeoutMs < 50 || timeoutMs > 300_000) {
    reading.fault(args.address, `has timeout_milliseconds ${timeoutMs}; API Gateway takes 50 to 300000`);
  }
  const uri = args.unresolved("uri") ?? args.string("uri") ?? "";
  const [, arn, qualifier] = invocationUri.exec(uri) ?? [];
  const lambda = invocables.functions.find((candidate) => candidate.arn === arn);
  if (lambda === undefined) {
    return unsupportedIntegration(
      reading,
      args,
      `invokes something that is no function of this stack: ${uri || "(no uri)"}`,
    );
  }
  if (integrationMethod !== "POST") {
    return brokenIntegration(
      reading,
      args,
      `integration_http_method is ${integrationMethod ?? "missing"}; Lambda takes POST only`,
    );
  }
  if (illegalTarget !== undefined)
    return brokenIntegration(reading, args, `request_parameters must not set ${illegalTarget}`);

  const permissions = invocables.permissions.filter(
    (permission) => namesFunction(permission, lambda) && permission.qualifier === qualifier,
  );
  if (permissions.length === 0 && !hasCredentials) {
    reading.notices.push(
      `${args.address}: no aws_lambda_permission lets API Gateway invoke ${lambda.address}${qualifier === undefined ? "" : ` (${qualifier})`}: every call is a 500, as on AWS`,
    );
  }
  return { kind: "lambda", address: args.address, lambda, qualifier, timeoutMs, permissions, hasCredentials };
}

const invocationUri =
  /^arn:aws[\w-]*:apigateway:[\w-]+:lambda:path\/[\d-]+\/functions\/(arn:aws[\w-]*:lambda:[\w-]+:\d+:function:[\w-]+)(?::([\w$-]+))?\/invocations$/;

/** Recorded: setting one of these makes every call fail. */
const illegalTargets =
  /^integration\.request\.header\.(authorization|content-length|connection|expect|te|transfer-encoding|proxy-authenticate)$/i;

function namesFunction({ functionName }: LambdaPermission, lambda: LambdaFunction): boolean {
  return functionName === lambda.functionName || functionName === lambda.arn;
}
