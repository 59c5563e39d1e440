/** `MOCK` integrations: the request template gives a status, and that selects an integration response. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";
import type { BrokenIntegration } from "./broken-integration";

export interface MockIntegration {
  readonly kind: "mock";
  readonly address: string;
  /** Request templates by content type; `$default` among them. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthroughBehavior: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly convertsToText: boolean;
  readonly responses: readonly MockResponse[];
}

export interface MockResponse {
  readonly address: string;
  readonly statusCode: number;
  /** Matched with the template's status; the one without a pattern is the default. */
  readonly selectionPattern: RegExp | undefined;
  /** Header name → mapping expression (`'literal'`, `context.…`, `stageVariables.…`). */
  readonly headers: readonly (readonly [name: string, expression: string])[];
  /** Body by content type. */
  readonly templates: Readonly<Record<string, string>>;
}

export function readMockIntegration(reading: StackReading, args: Arguments): MockIntegration | BrokenIntegration {
  args.hasNoLocalEffect("connection_type", "timeout_milliseconds", "integration_http_method", "uri");
  const method = { resourceId: args.requireString("resource_id"), httpMethod: args.requireString("http_method") };
  const requestTemplates = args.stringMap("request_templates") ?? {};
  const responses = readResponses(reading, method);
  const velocity = [{ address: args.address, templates: requestTemplates }, ...responses].find(hasVelocity);
  if (velocity !== undefined) {
    const reason = "has a template in Velocity, which is not evaluated here";
    reading.unsupported.push({ address: velocity.address, reason, whenAllowed: "its method answers 500" });
    return { kind: "broken", address: args.address, why: `${velocity.address} ${reason}` };
  }
  const passthrough = args.string("passthrough_behavior") ?? "WHEN_NO_MATCH";
  return {
    kind: "mock",
    address: args.address,
    requestTemplates,
    passthroughBehavior: passthrough === "NEVER" || passthrough === "WHEN_NO_TEMPLATES" ? passthrough : "WHEN_NO_MATCH",
    convertsToText: args.string("content_handling") === "CONVERT_TO_TEXT",
    responses,
  };
}

interface MethodKey {
  readonly resourceId: string;
  readonly httpMethod: string;
}

function readResponses(reading: StackReading, method: MethodKey): MockResponse[] {
  const declaredHeaders = readMethodResponses(reading, method);
  return reading.each("aws_api_gateway_integration_response", (args): MockResponse | undefined => {
    args.hasNoLocalEffect("content_handling");
    if (!belongsTo(args, method)) return undefined;
    const status = args.requireString("status_code");
    const parameters = args.stringMap("response_parameters") ?? {};
    const templates = args.stringMap("response_templates") ?? {};
    const pattern = args.string("selection_pattern");

    const declared = declaredHeaders.get(status);
    if (declared === undefined) reading.fault(args.address, `has no aws_api_gateway_method_response for ${status}`);
    for (const name of Object.keys(parameters)) {
      if (declared?.has(name) === false) {
        reading.fault(args.address, `sets ${name}, which the method response for ${status} does not declare`);
      }
    }
    return {
      address: args.address,
      statusCode: Number(status),
      selectionPattern: pattern ? readPattern(reading, args, pattern) : undefined,
      headers: Object.entries(parameters).map(([name, value]) => [name.replace("method.response.header.", ""), value]),
      templates,
    };
  });
}

function readPattern(reading: StackReading, args: Arguments, pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    reading.fault(args.address, `has a selection_pattern that is no regular expression: ${pattern}`);
    return undefined;
  }
}

/** Declared response headers by status. */
function readMethodResponses(reading: StackReading, method: MethodKey): Map<string, Set<string>> {
  const responses = reading.each("aws_api_gateway_method_response", (args): [string, Set<string>] | undefined => {
    args.hasNoLocalEffect("response_models");
    if (!belongsTo(args, method)) return undefined;
    return [args.requireString("status_code"), new Set(Object.keys(args.stringMap("response_parameters") ?? {}))];
  });
  return new Map(responses);
}

/** Resource ids are unique in a stack, so the API needs no look. */
function belongsTo(args: Arguments, { resourceId, httpMethod }: MethodKey): boolean {
  args.hasNoLocalEffect("rest_api_id");
  return args.requireString("resource_id") === resourceId && args.requireString("http_method") === httpMethod;
}

/** Templates are Velocity on AWS; here they are text with `$context` and `$stageVariables`. */
function hasVelocity({ templates }: { readonly templates: Readonly<Record<string, string>> }): boolean {
  return Object.values(templates).some((template) => {
    const withoutVariables = template.replace(/\$(context|stageVariables)\.[\w.]+/g, "");
    return /[$][a-z{!]|#[a-z{*#@[]/i.test(withoutVariables);
  });
}
