/**
 * The REST API: everything needs a signed-in user, except the routes that say they are public.
 *
 * The greedy resource and the root carry the authorizer for every method. A public route gets a resource with just its
 * own open method: any other method on that path finds no match there and falls through to the greedy one, which is
 * closed (Amazon API Gateway Developer Guide, "Set up a proxy integration with a proxy resource"). The greedy variable is
 * not called `proxy`, a name that serverless-express treats in its own way.
 */
import { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import type { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import type { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { Route } from "../api/routes";
import { ApiStage } from "./api-stage";
import { GatewayResponses } from "./gateway-responses";
import type { Settings } from "./settings";

export interface RestApiProps {
  readonly settings: Settings;
  /** Apart from its methods, because the page's domain, and with it the users' passkeys, depends on it. */
  readonly api: ApiGatewayRestApi;
  readonly routes: Readonly<Record<string, Route>>;
  readonly handler: LambdaFunction;
  readonly userPoolArn: string;
  readonly appClientId: string;
  readonly corsAllowedOrigins: readonly string[];
}

export class RestApi extends Construct {
  readonly stage: ApiGatewayStage;
  readonly #api: ApiGatewayRestApi;
  readonly #resourceIds: Map<string, string>;
  readonly #handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const { settings, api, handler } = props;
    this.#api = api;
    this.#handler = handler;
    this.#resourceIds = new Map([["", api.rootResourceId]]);

    const authorizer = new ApiGatewayAuthorizer(this, "authorizer", {
      restApiId: api.id,
      name: `${settings.prefix}-users`,
      type: "COGNITO_USER_POOLS",
      providerArns: [props.userPoolArn],
      identitySource: "method.request.header.Authorization",
      // For a Cognito authorizer this is matched with the ID token's `aud`: tokens of other clients of the pool are refused.
      identityValidationExpression: `^${props.appClientId}$`,
    });
    for (const path of ["", "/{path+}"]) {
      this.#addMethod(path, "ANY", authorizer);
      this.#addMethod(path, "OPTIONS", "open");
    }
    const openRoutes = Object.values(props.routes).filter(({ access }) => access === "public");
    for (const { method, path } of openRoutes) this.#addMethod(path, method, "open");
    // Preflights carry no token. They go to the function too, so that one place decides about origins.
    for (const path of new Set(openRoutes.map(({ path }) => path))) this.#addMethod(path, "OPTIONS", "open");
    new GatewayResponses(this, "gateway-responses", {
      restApiId: api.id,
      corsAllowedOrigins: props.corsAllowedOrigins,
    });

    // After everything that a deployment takes a copy of.
    this.stage = new ApiStage(this, "stage", { settings, api }).stage;
    new LambdaPermission(this, "permission", {
      statementId: "AllowApiGateway",
      action: "lambda:InvokeFunction",
      functionName: handler.functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/${settings.stage}/*/*`,
    });
  }

  /** A method on `path`, answered by the function. */
  #addMethod(path: string, httpMethod: string, access: ApiGatewayAuthorizer | "open"): void {
    const id = `${idOf(path)}-${httpMethod}`;
    const restApiId = this.#api.id;
    const method = new ApiGatewayMethod(this, `method-${id}`, {
      restApiId,
      resourceId: this.#resourceId(path),
      httpMethod,
      ...(access === "open"
        ? { authorization: "NONE" }
        : { authorization: "COGNITO_USER_POOLS", authorizerId: access.id }),
    });
    new ApiGatewayIntegration(this, `integration-${id}`, {
      restApiId,
      resourceId: method.resourceId,
      httpMethod: method.httpMethod,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: this.#handler.invokeArn,
    });
  }

  /** The resource of `path`, made with its parents where missing. */
  #resourceId(path: string): string {
    const known = this.#resourceIds.get(path);
    if (known !== undefined) return known;

    const cut = path.lastIndexOf("/");
    const resource = new ApiGatewayResource(this, `resource-${idOf(path)}`, {
      restApiId: this.#api.id,
      parentId: this.#resourceId(path.slice(0, cut)),
      pathPart: path.slice(cut + 1),
    });
    this.#resourceIds.set(path, resource.id);
    return resource.id;
  }
}

/** `/api/helloWorld` → `api-helloWorld`, the greedy resource `anything`, the root `root`. */
function idOf(path: string): string {
  if (path === "") return "root";
  if (path === "/{path+}") return "anything";
  return path.slice(1).replaceAll("/", "-");
}
