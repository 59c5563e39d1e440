/**
 * The answers that API Gateway gives by itself (refused tokens, throttling, failures), with the headers that a browser
 * needs to read them. Each customised type stands alone: nothing is merged from `DEFAULT_4XX`.
 * Source: Amazon API Gateway Developer Guide, "Gateway responses in API Gateway".
 */
import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import { Construct } from "constructs";

export interface GatewayResponsesProps {
  readonly restApiId: string;
  readonly corsAllowedOrigins: readonly string[];
}

export class GatewayResponses extends Construct {
  constructor(scope: Construct, id: string, { restApiId, corsAllowedOrigins }: GatewayResponsesProps) {
    super(scope, id);
    const headers = { ...securityHeaders, ...corsHeaders(corsAllowedOrigins) };
    for (const responseType of ["DEFAULT_4XX", "DEFAULT_5XX"]) {
      new ApiGatewayGatewayResponse(this, responseType.replace("_", "-"), {
        restApiId,
        responseType,
        responseParameters: asResponseParameters(headers),
        responseTemplates: { "application/json": template },
      });
    }
    new ApiGatewayGatewayResponse(this, "UNAUTHORIZED", {
      restApiId,
      responseType: "UNAUTHORIZED",
      statusCode: "401",
      responseParameters: asResponseParameters({ ...headers, "WWW-Authenticate": "Bearer" }),
      responseTemplates: { "application/json": template },
    });
  }
}

/** API Gateway's own default, which writes the quotes around the message itself. */
const template = '{"message":$context.error.messageString}';

/** As the app sets them on its own answers. */
const securityHeaders = {
  "Cache-Control": "no-store",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/**
 * These answers are constant, so they can name one origin only. With several configured ones it is `*`, which says no
 * more than that a refusal may be read; and never with credentials then.
 */
function corsHeaders(origins: readonly string[]): Record<string, string> {
  const [origin = "*"] = origins.length === 1 ? origins : [];
  if (origins.length === 0) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": "x-amzn-RequestId,x-amzn-ErrorType,WWW-Authenticate",
    ...(origin === "*" ? {} : { "Access-Control-Allow-Credentials": "true" }),
  };
}

/** Static values are written in single quotes. */
function asResponseParameters(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
  );
}
