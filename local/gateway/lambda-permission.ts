/**
 * Whether API Gateway may invoke a function: without a fitting `aws_lambda_permission` every call is a 500 on AWS.
 * Source: AWS Lambda Developer Guide, "Resource-based policies"; IAM, wildcards in ARNs.
 */
import { localAccountId } from "../terraform/identifiers";
import type { LambdaIntegration } from "../terraform/rest-api/integrations";
import type { Exchange } from "./exchange";
import type { Route } from "./match-route";

export function isInvocationPermitted(integration: LambdaIntegration, exchange: Exchange, route: Route): boolean {
  if (integration.hasCredentials) return true;
  const { api, stage, request } = exchange;
  // Variables of the path stand in the ARN as `*`; a method ANY may be permitted as such or by the method called.
  const path = route.resource.path.slice(1).replace(/\{[^}]+\}/g, "*");
  const arn = (method: string) =>
    `arn:aws:execute-api:${api.region}:${localAccountId}:${api.id}/${stage?.name}/${method}/${path}`;
  const sources = [arn(request.method), arn("*")];
  return integration.permissions.some(
    ({ principal, sourceArn }) =>
      principal === "apigateway.amazonaws.com" &&
      (sourceArn === undefined || sources.some((source) => matchesArn(sourceArn, source))),
  );
}

/** `*` is any text, `?` any one character. */
function matchesArn(pattern: string, arn: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(arn);
}
