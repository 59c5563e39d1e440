import type { Route } from "../../api/routes";
import { ref, type Synthesized, synthesize, theOnly } from "./synthesize";

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly authorization: string;
  readonly authorizer: string | undefined;
}

/** Every method of the synthesized API with the path that it is on, found by walking the resources up. */
function operations(stack: Synthesized): Operation[] {
  const resources = stack.resource.aws_api_gateway_resource ?? {};
  const pathOf = (id: unknown): string => {
    const name = String(id).match(/aws_api_gateway_resource\.([^.]+)\.id/)?.[1];
    const resource = name === undefined ? undefined : resources[name];
    return resource === undefined ? "" : `${pathOf(resource.parent_id)}/${resource.path_part}`;
  };
  return Object.values(stack.resource.aws_api_gateway_method ?? {}).map((method) => ({
    path: pathOf(method.resource_id) || "/",
    method: String(method.http_method),
    authorization: String(method.authorization),
    authorizer: method.authorizer_id as string | undefined,
  }));
}

const openOperations = (stack: Synthesized) =>
  operations(stack)
    .filter(({ authorization, method }) => authorization === "NONE" && method !== "OPTIONS")
    .map(({ method, path }) => `${method} ${path}`)
    .sort();

const aPublicRoute: Route = { method: "GET", path: "/api/status", access: "public" };
const aSecuredRoute: Route = { method: "POST", path: "/api/orders", access: "user" };

describe("the REST API", () => {
  test("is closed for every method at the root and below", () => {
    const closed = operations(synthesize()).filter(({ method }) => method === "ANY");

    expect(closed.map(({ path }) => path).sort()).toEqual(["/", "/{path+}"]);
    for (const operation of closed) {
      expect(operation).toMatchObject({
        authorization: "COGNITO_USER_POOLS",
        authorizer: expect.stringContaining("aws_api_gateway_authorizer."),
      });
    }
  });

  test("opens exactly the public routes, each for its own method", () => {
    expect(openOperations(synthesize())).toEqual(["GET /api/helloWorld"]);
  });

  test("keeps a new route closed until it says otherwise", () => {
    expect(openOperations(synthesize({ routes: { orders: aSecuredRoute } }))).toEqual([]);
  });

  test("keeps another method closed on a path that is open for one", () => {
    const routes = { status: aPublicRoute, setStatus: { ...aPublicRoute, method: "POST", access: "user" } } as const;

    const onPath = operations(synthesize({ routes })).filter(({ path }) => path === "/api/status");

    // Neither POST nor ANY is here, so a POST falls through to the greedy resource, which is closed.
    expect(onPath.map(({ method }) => method).sort()).toEqual(["GET", "OPTIONS"]);
  });

  test("opens a path for several methods when several public routes are on it", () => {
    const routes = { status: aPublicRoute, report: { ...aPublicRoute, method: "POST" } } as const;

    expect(openOperations(synthesize({ routes }))).toEqual(["GET /api/status", "POST /api/status"]);
  });

  test("refuses two paths that cannot be told apart by name, rather than losing one", () => {
    const routes = {
      one: { method: "GET", path: "/api/a-b", access: "public" },
      two: { method: "GET", path: "/api/a/b", access: "public" },
    } as const;

    expect(() => synthesize({ routes })).toThrow(/api-a-b/);
  });

  test("answers preflights without a token wherever it has methods", () => {
    const all = operations(synthesize());
    const paths = new Set(all.map(({ path }) => path));

    for (const path of paths) {
      expect(all).toContainEqual({ path, method: "OPTIONS", authorization: "NONE", authorizer: undefined });
    }
  });

  test("lets the function answer every method", () => {
    const { resource } = synthesize();
    const methods = Object.keys(resource.aws_api_gateway_method ?? {});
    const integrations = resource.aws_api_gateway_integration ?? {};

    expect(Object.keys(integrations)).toEqual(methods.map((name) => name.replace("_method-", "_integration-")));
    for (const integration of Object.values(integrations)) {
      expect(integration).toMatchObject({ type: "AWS_PROXY", integration_http_method: "POST" });
    }
  });

  test("accepts tokens of our own pool and client only", () => {
    expect(theOnly(synthesize(), "aws_api_gateway_authorizer")).toMatchObject({
      type: "COGNITO_USER_POOLS",
      identity_source: "method.request.header.Authorization",
      identity_validation_expression: `^${ref("aws_cognito_user_pool_client.app-client_client.id")}$`,
      provider_arns: [ref("aws_cognito_user_pool.user-pool_pool.arn")],
    });
  });

  test("may call the function from its own stage only", () => {
    expect(theOnly(synthesize(), "aws_lambda_permission")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      source_arn: `${ref("aws_api_gateway_rest_api.api.execution_arn")}/dev/*/*`,
    });
  });

  test("limits how many requests it takes", () => {
    const stack = synthesize({ environment: { THROTTLE_RATE: "7", THROTTLE_BURST: "9" } });

    expect(theOnly(stack, "aws_api_gateway_method_settings")).toMatchObject({
      method_path: "*/*",
      settings: {
        throttling_rate_limit: 7,
        throttling_burst_limit: 9,
        logging_level: "OFF",
        data_trace_enabled: false,
      },
    });
  });
});

describe("answers of the gateway itself", () => {
  const responses = (origins?: string) => {
    const environment = origins === undefined ? {} : { CORS_ALLOWED_ORIGINS: origins };
    return Object.values(synthesize({ environment }).resource.aws_api_gateway_gateway_response ?? {});
  };
  const header = (response: Readonly<Record<string, unknown>>, name: string) =>
    (response.response_parameters as Record<string, string>)[`gatewayresponse.header.${name}`];

  test("cover every refusal and failure, and the customised one repeats the headers, as nothing is merged", () => {
    expect(responses().map(({ response_type }) => response_type)).toEqual([
      "DEFAULT_4XX",
      "DEFAULT_5XX",
      "UNAUTHORIZED",
    ]);
    for (const response of responses()) {
      expect(header(response, "Access-Control-Allow-Origin")).toBe("'*'");
      expect(header(response, "X-Content-Type-Options")).toBe("'nosniff'");
    }
  });

  test("name the one configured origin, with credentials", () => {
    for (const response of responses("https://app.example.com")) {
      expect(header(response, "Access-Control-Allow-Origin")).toBe("'https://app.example.com'");
      expect(header(response, "Access-Control-Allow-Credentials")).toBe("'true'");
    }
  });

  test("are constant: with several origins they allow any, without credentials", () => {
    for (const response of responses("https://a.example,https://b.example")) {
      expect(header(response, "Access-Control-Allow-Origin")).toBe("'*'");
      expect(header(response, "Access-Control-Allow-Credentials")).toBeUndefined();
    }
  });

  test("ask for a token where one is missing", () => {
    const unauthorized = responses().find(({ response_type }) => response_type === "UNAUTHORIZED") ?? {};

    expect(header(unauthorized, "WWW-Authenticate")).toBe("'Bearer'");
  });
});
