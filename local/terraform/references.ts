/**
 * Resolves Terraform references (`${aws_cognito_user_pool.users.id}`) to the values that the local side gives them.
 * What it does not know (function calls, attributes of services without a local twin) stays `${…}` text; whoever needs
 * such a value refuses it by name (see `arguments.ts`).
 */
import { localAccountId, localId } from "./identifiers";
import type { Resource, Stack } from "./stack";

const reference =
  /(?<!\$)\$\{(?:(?<value>(?:var|local)\.[A-Za-z0-9_-]+)|(?<address>(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z0-9_-]+)\.(?<attribute>[a-z0-9_]+))\}/g;

/** `value` with every reference that has a local value replaced, at any depth. */
export function resolveReferences(stack: Stack, value: unknown): unknown {
  return resolve(stack, value, []);
}

/** Whether `text` still holds a reference or expression that has no local value. */
export function isUnresolved(text: string): boolean {
  return /(?<!\$)\$\{/.test(text);
}

/** Terraform's escapes undone: `$${` stands for a literal `${`. For text that is resolved. */
export function withoutEscapes(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Addresses that `value` refers to, resolved or not, at any depth. */
export function referencedAddresses(value: unknown): string[] {
  const text = JSON.stringify(value) ?? "";
  return [...new Set([...text.matchAll(/\b((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g)].map(([address]) => address))];
}

function resolve(stack: Stack, value: unknown, trail: readonly string[]): unknown {
  if (typeof value === "string") return resolveText(stack, value, trail);
  if (Array.isArray(value)) return value.map((item) => resolve(stack, item, trail));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(stack, item, trail)]));
  }
  return value;
}

function resolveText(stack: Stack, text: string, trail: readonly string[]): unknown {
  let whole: unknown;
  const resolved = text.replace(reference, (expression: string, ...match) => {
    const { address, attribute, value: name } = match.at(-1) as Record<string, string | undefined>;
    const deeper = [...trail, expression];
    const value = trail.includes(expression)
      ? undefined // a circular reference has no value; Terraform would refuse it too
      : name !== undefined
        ? resolve(stack, stack.values[name], deeper)
        : attributeOf(stack, String(address), String(attribute), deeper);
    if (value === undefined || value === null) return expression;
    if (expression === text) whole = value; // keeps lists, numbers and booleans what they are
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
  return whole ?? resolved;
}

function attributeOf(stack: Stack, address: string, attribute: string, trail: readonly string[]): unknown {
  const resource = stack.resources.find((candidate) => candidate.address === address);
  if (resource === undefined) return undefined;
  const computed = computedAttributes(stack, resource, trail)[attribute];
  if (computed !== undefined) return computed;
  const argument = resource.arguments[attribute];
  return argument === undefined ? undefined : resolve(stack, argument, trail);
}

/** Attributes that AWS computes, in the service's own formats. Those that need other resources are computed when asked. */
function computedAttributes(stack: Stack, resource: Resource, trail: readonly string[]): Record<string, string> {
  const { region } = stack;
  const id = localId(stack, resource);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${localAccountId}:${rest}`;
  const argument = (name: string) => String(resolve(stack, resource.arguments[name] ?? resource.name, trail));

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
          return pathOf(stack, resource, trail);
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
function pathOf(stack: Stack, resource: Resource, trail: readonly string[]): string {
  const parent = /^\$\{(aws_api_gateway_resource\.[A-Za-z0-9_-]+)\.id\}$/.exec(
    String(resource.arguments.parent_id),
  )?.[1];
  const parentPath = parent === undefined ? "" : String(resolve(stack, `\${${parent}.path}`, trail));
  return `${parentPath}/${resolve(stack, resource.arguments.path_part, trail)}`;
}
