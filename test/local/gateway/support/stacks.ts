// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
/** Small synthesized stacks, written by hand: each test says what matters and gets a valid whole around it. */
import { parseStack, type Stack } from "../../../../local/terraform/stack";

type Block = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

export interface StackOptions {
  readonly routes?: readonly RouteOptions[];
  /** Arguments of the REST API itself. */
  readonly api?: Block;
  readonly stage?: Block;
  readonly lambda?: Block;
  readonly authorizer?: Block;
  /** Arguments of `aws_api_gateway_gateway_response`, by response type. */
  readonly gatewayResponses?: Readonly<Record<string, Block>>;
  /** Added to, or in place of, what is made of the rest. `null` takes a resource away. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, Block | null>>>>;
}

export interface RouteOptions {
  readonly path: string;
  readonly method?: string;
  /** Arguments of the method; `guarded` is short for the authorizer. */
  readonly access?: "open" | "guarded" | Block;
  readonly integration?: Block;
}

export const region = "eu-west-1";
export const stageName = "dev";

export function aStack(options: StackOptions = {}): Stack {
  return parseStack(stackJson(options), "test.tf.json");
}

export function stackJson(options: StackOptions = {}): object {
  const made: Record<string, Record<string, Block>> = {
    aws_api_gateway_rest_api: { api: { name: "api", endpoint_configuration: { types: ["REGIONAL"] }, ...options.api } },
    aws_api_gateway_authorizer: {
      users: {
        rest_api_id: apiId,
        name: "users",
        type: "COGNITO_USER_POOLS",
        provider_arns: ["${aws_cognito_user_pool.users.arn}"],
        ...options.authorizer,
      },
    },
    aws_cognito_user_pool: { users: { name: "users" }, others: { name: "others" } },
    aws_cognito_user_pool_client: { app: { name: "app", user_pool_id: "${aws_cognito_user_pool.users.id}" } },
    aws_lambda_function: {
      api: {
        function_name: "api",
        handler: "index.handler",
        runtime: "nodejs22.x",
        role: "arn:aws:iam::123456789012:role/api",
        ...options.lambda,
      },
    },
    aws_lambda_permission: {
      api: {
        action: "lambda:InvokeFunction",
        function_name: "${aws_lambda_function.api.function_name}",
        principal: "apigateway.amazonaws.com",
        source_arn: "${aws_api_gateway_rest_api.api.execution_arn}/*/*",
      },
    },
    aws_api_gateway_deployment: {
      deployment: { rest_api_id: apiId, triggers: { redeployment: "0123456789abcdef0123456789abcdef01234567" } },
    },
    aws_api_gateway_stage: {
      stage: {
        rest_api_id: apiId,
        stage_name: stageName,
        deployment_id: "${aws_api_gateway_deployment.deployment.id}",
        ...options.stage,
      },
    },
    ...routeResources(options.routes ?? [{ path: "/" }, { path: "/{proxy+}" }]),
  };
  const responses = Object.entries(options.gatewayResponses ?? {}).map(([type, args]) => [
    type,
    { rest_api_id: apiId, response_type: type, ...args },
  ]);
  if (responses.length > 0) made.aws_api_gateway_gateway_response = Object.fromEntries(responses);
  return {
    "//": { metadata: { stackName: stageName, version: "0.21.0" } },
    provider: { aws: [{ region }] },
    resource: merged(made, options.resources ?? {}),
  };
}

const apiId = "${aws_api_gateway_rest_api.api.id}";

function routeResources(routes: readonly RouteOptions[]): Record<string, Record<string, Block>> {
  const resources: Record<string, Block> = {};
  const methods: Record<string, Block> = {};
  const integrations: Record<string, Block> = {};
  for (const { path, method = "ANY", access = "open", integration } of routes) {
    const resourceId = addResource(resources, path);
    const name = `${nameOf(path)}_${method}`;
    methods[name] = { rest_api_id: apiId, resource_id: resourceId, http_method: method, ...authorization(access) };
    integrations[name] = {
      rest_api_id: apiId,
      resource_id: resourceId,
      http_method: method,
      ...(integration ?? {
        type: "AWS_PROXY",
        integration_http_method: "POST",
        uri: "${aws_lambda_function.api.invoke_arn}",
      }),
    };
  }
  return {
    aws_api_gateway_resource: resources,
    aws_api_gateway_method: methods,
    aws_api_gateway_integration: integrations,
  };
}

function authorization(access: NonNullable<RouteOptions["access"]>): Block {
  if (access === "open") return { authorization: "NONE" };
  const guarded = { authorization: "COGNITO_USER_POOLS", authorizer_id: "${aws_api_gateway_authorizer.users.id}" };
  return access === "guarded" ? guarded : { ...guarded, ...access };
}

/** Adds the resource of `path` and its parents. Returns the reference to its id. */
function addResource(resources: Record<string, Block>, path: string): string {
  if (path === "/") return "${aws_api_gateway_rest_api.api.root_resource_id}";
  const cut = path.lastIndexOf("/");
  const parent_id = addResource(resources, cut === 0 ? "/" : path.slice(0, cut));
  resources[nameOf(path)] = { rest_api_id: apiId, parent_id, path_part: path.slice(cut + 1) };
  return `\${aws_api_gateway_resource.${nameOf(path)}.id}`;
}

/** `/users/{id}` → `users_id` */
function nameOf(path: string): string {
  return path === "/"
    ? "root"
    : path
        .slice(1)
        .replace(/[^\w]+/g, "_")
        .replace(/^_|_$/g, "");
}

function merged(
  made: Record<string, Record<string, Block>>,
  changes: NonNullable<StackOptions["resources"]>,
): Record<string, Record<string, Block>> {
  const types = [...new Set([...Object.keys(made), ...Object.keys(changes)])];
  return Object.fromEntries(
    types.map((type) => {
      const both = Object.entries({ ...made[type], ...changes[type] });
      return [type, Object.fromEntries(both.filter((entry): entry is [string, Block] => entry[1] !== null))];
    }),
  );
}
