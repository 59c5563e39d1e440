/**
 * Attributes that AWS computes, in the service's own formats: what references to a resource may mean besides its arguments.
 * Source: Terraform AWS provider 5.100, "Attribute Reference" of each resource.
 */
import { localAccountId, localId } from "./identifiers";
import type { Resource, Stack } from "./stack";

/** Replaces the references in a value. */
export type Resolve = (value: unknown) => unknown;

/** Those that need other resources are computed when asked. */
export function computedAttributes(stack: Stack, resource: Resource, resolve: Resolve): Record<string, unknown> {
  const { region } = stack;
  const id = localId(stack, resource);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${localAccountId}:${rest}`;
  const argument = (name: string) => String(resolve(resource.arguments[name] ?? resource.name));

  switch (resource.address.startsWith("data.") ? `data.${resource.type}` : resource.type) {
    case "data.aws_region":
      return { id: region, name: region, region };
    case "data.aws_caller_identity":
      return { account_id: localAccountId, id: localAccountId };
    case "data.aws_partition":
      return { partition: "aws", dns_suffix: "amazonaws.com", id: "aws" };
    case "aws_cognito_user_pool": {
      const endpoint = `cognito-idp.${region}.amazonaws.com/${id}`;
      return { id, arn: arn("cognito-idp", `userpool/${id}`), endpoint };
    }
    case "aws_cognito_resource_server": {
      const { identifier, scope } = resolve(resource.arguments) as Record<string, unknown>;
      const scopes = [scope ?? []].flat() as { readonly scope_name?: unknown }[];
      return { scope_identifiers: scopes.map(({ scope_name }) => `${identifier}/${scope_name}`) };
    }
    case "aws_lambda_function": {
      const functionName = argument("function_name");
      const functionArn = arn("lambda", `function:${functionName}`);
      return {
        id: functionName,
        function_name: functionName,
        arn: functionArn,
        invoke_arn: invokeArn(region, functionArn),
        version: "1", // the first published one
        qualified_arn: `${functionArn}:1`,
        qualified_invoke_arn: invokeArn(region, `${functionArn}:1`),
      };
    }
    case "aws_lambda_alias": {
      const named = argument("function_name");
      const functionArn = named.startsWith("arn:") ? named : arn("lambda", `function:${named}`);
      const aliasArn = `${functionArn}:${argument("name")}`;
      return { id: aliasArn, arn: aliasArn, invoke_arn: invokeArn(region, aliasArn) };
    }
    case "aws_api_gateway_rest_api":
      return {
        id,
        root_resource_id: localId(stack, { type: "aws_api_gateway_resource", address: `${resource.address}.root` }),
        execution_arn: arn("execute-api", id),
        arn: `arn:aws:apigateway:${region}::/restapis/${id}`,
      };
    case "aws_api_gateway_resource":
      return {
        id,
        get path() {
          return pathOf(resource, resolve);
        },
      };
    case "aws_api_gateway_stage": {
      const stage = `${argument("rest_api_id")}/${argument("stage_name")}`;
      return {
        id: `ags-${stage.replace("/", "-")}`,
        invoke_url: `https://${stage.replace("/", `.execute-api.${region}.amazonaws.com/`)}`,
        execution_arn: arn("execute-api", stage),
        arn: `arn:aws:apigateway:${region}::/restapis/${stage.replace("/", "/stages/")}`,
      };
    }
    case "aws_cloudwatch_log_group":
      return { arn: arn("logs", `log-group:${argument("name")}`) };
    case "aws_cloudfront_distribution":
      // Nobody answers there, but it is the origin that a hosted stage allows.
      return { id, domain_name: `${id}.cloudfront.net` };
    case "aws_api_gateway_authorizer":
    case "aws_api_gateway_deployment":
    case "aws_api_gateway_request_validator":
    case "aws_cognito_user_pool_client":
      return { id };
    default:
      return {};
  }
}

function invokeArn(region: string, functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** The template of a gateway resource, `/users/{id}`: its parent's, found through `parent_id`, and its own part. */
function pathOf({ arguments: { parent_id, path_part } }: Resource, resolve: Resolve): string {
  const parent = /^\$\{(aws_api_gateway_resource\.[A-Za-z0-9_-]+)\.id\}$/.exec(String(parent_id))?.[1];
  const parentPath = parent === undefined ? "" : String(resolve(`\${${parent}.path}`));
  return `${parentPath}/${resolve(path_part)}`;
}
