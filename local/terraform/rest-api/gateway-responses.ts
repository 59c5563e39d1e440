/** Customised answers of the gateway itself (`aws_api_gateway_gateway_response`). */
import type { StackReading } from "../stack-reading";

export interface GatewayResponse {
  readonly address: string;
  readonly responseType: string;
  readonly statusCode: number | undefined;
  /** Header name → mapping expression (`'literal'`, `method.request.header.…`, `context.…`, `stageVariables.…`). */
  readonly headers: readonly (readonly [name: string, expression: string])[];
  /** Template by content type; `$context` and `$stageVariables` only, these are not Velocity. */
  readonly templates: Readonly<Record<string, string>>;
}

/** Source: Amazon API Gateway Developer Guide, "Gateway response types for API Gateway". */
const gatewayResponseTypes = [
  "ACCESS_DENIED",
  "API_CONFIGURATION_ERROR",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "AUTHORIZER_FAILURE",
  "BAD_REQUEST_BODY",
  "BAD_REQUEST_PARAMETERS",
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  "EXPIRED_TOKEN",
  "INTEGRATION_FAILURE",
  "INTEGRATION_TIMEOUT",
  "INVALID_API_KEY",
  "INVALID_SIGNATURE",
  "MISSING_AUTHENTICATION_TOKEN",
  "QUOTA_EXCEEDED",
  "REQUEST_TOO_LARGE",
  "RESOURCE_NOT_FOUND",
  "THROTTLED",
  "UNAUTHORIZED",
  "UNSUPPORTED_MEDIA_TYPE",
  "WAF_FILTERED",
] as const;

export type GatewayResponseType = (typeof gatewayResponseTypes)[number];

export function readGatewayResponses(reading: StackReading, restApiId: string): Map<string, GatewayResponse> {
  const responses = reading.each("aws_api_gateway_gateway_response", (args): GatewayResponse | undefined => {
    if (args.requireString("rest_api_id") !== restApiId) return undefined;
    const responseType = args.requireString("response_type");
    const status = args.number("status_code");
    const parameters = Object.entries(args.stringMap("response_parameters") ?? {});
    if (!(gatewayResponseTypes as readonly string[]).includes(responseType)) {
      reading.fault(args.address, `has an unknown response_type: ${responseType}`);
    }
    for (const [key, value] of parameters) {
      if (!key.startsWith("gatewayresponse.header.")) {
        reading.fault(args.address, `has a response parameter that is not gatewayresponse.header.<name>: ${key}`);
      }
      if (!mappingExpression.test(value)) {
        reading.fault(args.address, `gives ${key} a value that is neither 'quoted' nor a mapping: ${value}`);
      }
    }
    return {
      address: args.address,
      responseType,
      statusCode: status,
      headers: parameters.map(([key, value]) => [key.replace("gatewayresponse.header.", ""), value]),
      templates: args.stringMap("response_templates") ?? {},
    };
  });
  return new Map(responses.map((response) => [response.responseType, response]));
}

const mappingExpression = /^('.*'|method\.request\.(header|querystring|path)\..+|stageVariables\..+|context\..+)$/s;
