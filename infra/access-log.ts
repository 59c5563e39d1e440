/** One line for each request that reached the stage, also those that the function never saw. */
import type { ApiGatewayStageAccessLogSettings } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Settings } from "./settings";

export interface AccessLogProps {
  readonly settings: Settings;
}

/**
 * Variables of a line. Missing ones print `-`, so every value is quoted. The user is here, as `sub`, and nowhere in the
 * function's log: the two are joined by the request id. The token is in neither.
 * Source: Amazon API Gateway Developer Guide, "Variables for access logging for API Gateway".
 */
const variables = [
  "requestId",
  "extendedRequestId",
  "requestTimeEpoch",
  "identity.sourceIp",
  "identity.userAgent",
  "httpMethod",
  "resourcePath",
  "path",
  "protocol",
  "status",
  "responseLength",
  "responseLatency",
  "integrationLatency",
  "integration.status",
  "integration.error",
  "integration.requestId",
  "error.responseType",
  "error.message",
  "authorize.error",
  "authorizer.error",
  "authorizer.claims.sub",
  "xrayTraceId",
  "domainName",
  "stage",
];

export class AccessLog extends Construct {
  readonly stageSettings: ApiGatewayStageAccessLogSettings;

  constructor(scope: Construct, id: string, { settings }: AccessLogProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/apigateway/${settings.prefix}-access`,
      retentionInDays: settings.logRetentionDays,
    });
    this.stageSettings = {
      destinationArn: logGroup.arn,
      format: JSON.stringify(Object.fromEntries(variables.map((name) => [name, `$context.${name}`]))),
    };
  }
}
