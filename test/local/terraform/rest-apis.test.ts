// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import { readRestApis } from "../../../local/terraform/rest-apis";
import { aStack, type StackOptions } from "../gateway/support/stacks";

const api = "${aws_api_gateway_rest_api.api.id}";
const root = "${aws_api_gateway_rest_api.api.root_resource_id}";
const routes = [{ path: "/a" }, { path: "/{rest+}" }];

/** Changes one resource of a stack with the routes `/a` and `/{rest+}`. */
function changed(type: string, name: string, block: Record<string, unknown> | null): StackOptions {
  return { routes, resources: { [type]: { [name]: block } } };
}

function noticesOf(options: StackOptions, allowed: readonly string[] = []): readonly string[] {
  return readRestApis(aStack(options), allowed).notices;
}

function errorOf(options: StackOptions, allowed: readonly string[] = []): Error {
  try {
    readRestApis(aStack(options), allowed);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was read without an error");
}

describe("what AWS would refuse", () => {
  const of = (resource: string) => ({ rest_api_id: api, resource_id: resource, http_method: "GET" });
  const resource = (parent_id: string, path_part: string) => ({ rest_api_id: api, parent_id, path_part });

  test.each<[what: string, options: StackOptions, problem: RegExp]>([
    [
      "a method without an integration",
      changed("aws_api_gateway_integration", "a_ANY", null),
      /aws_api_gateway_method\.a_ANY has no integration/,
    ],
    [
      "an integration without its method",
      changed("aws_api_gateway_method", "a_ANY", null),
      /aws_api_gateway_integration\.a_ANY is an integration without its method/,
    ],
    [
      "a greedy part that is not last",
      changed("aws_api_gateway_resource", "below", resource("${aws_api_gateway_resource.rest.id}", "x")),
      /aws_api_gateway_resource\.below stands below the greedy \/\{rest\+\}/,
    ],
    [
      "two variables under one parent",
      changed("aws_api_gateway_resource", "other", resource(root, "{id}")),
      /aws_api_gateway_resource\.other is a second variable beside \/\{rest\+\}/,
    ],
    [
      "two resources for one path",
      changed("aws_api_gateway_resource", "again", resource(root, "a")),
      /aws_api_gateway_resource\.again is a second resource for \/a/,
    ],
    [
      "a path part with a slash",
      changed("aws_api_gateway_resource", "slash", resource(root, "b/c")),
      /has a path_part that API Gateway does not take: "b\/c"/,
    ],
    [
      "a parent that leads nowhere",
      changed("aws_api_gateway_resource", "lost", resource("${aws_api_gateway_resource.lost.id}", "x")),
      /aws_api_gateway_resource\.lost has a parent_id that does not lead to the root/,
    ],
    [
      "a parent outside the stack",
      changed("aws_api_gateway_resource", "lost", resource("${data.aws_api_gateway_rest_api.x.root_resource_id}", "x")),
      /aws_api_gateway_resource\.lost: parent_id refers to something that has no local value: \$\{data\.\S+; write it out/,
    ],
    [
      "an authorizer that is none",
      changed("aws_api_gateway_method", "a_ANY", {
        ...of("${aws_api_gateway_resource.a.id}"),
        http_method: "ANY",
        authorization: "COGNITO_USER_POOLS",
        authorizer_id: "abc123",
      }),
      /aws_api_gateway_method\.a_ANY wants COGNITO_USER_POOLS, but refers to no authorizer: abc123/,
    ],
    [
      "an unresolved authorizer",
      changed("aws_api_gateway_method", "a_ANY", {
        ...of("${aws_api_gateway_resource.a.id}"),
        http_method: "ANY",
        authorization: "COGNITO_USER_POOLS",
        authorizer_id: "${aws_api_gateway_authorizer.gone.id}",
      }),
      /aws_api_gateway_method\.a_ANY: authorizer_id refers to something/,
    ],
    [
      "scopes that only AWS knows",
      {
        routes: [
          { path: "/a", access: { authorization_scopes: "${aws_cognito_resource_server.gone.scope_identifiers}" } },
        ],
      },
      /aws_api_gateway_method\.a_ANY: authorization_scopes refers to something that has no local value/,
    ],
    [
      "no authorizer at all",
      changed("aws_api_gateway_method", "a_ANY", {
        ...of("${aws_api_gateway_resource.a.id}"),
        http_method: "ANY",
        authorization: "COGNITO_USER_POOLS",
      }),
      /but has no authorizer_id/,
    ],
    [
      "a method without authorization",
      changed("aws_api_gateway_method", "a_ANY", { ...of("${aws_api_gateway_resource.a.id}"), http_method: "ANY" }),
      /aws_api_gateway_method\.a_ANY: authorization is missing/,
    ],
    [
      "an unknown HTTP method",
      changed("aws_api_gateway_method", "a_ANY", {
        ...of("${aws_api_gateway_resource.a.id}"),
        http_method: "get",
        authorization: "NONE",
      }),
      /unknown http_method: get/,
    ],
    [
      "an authorizer without a pool",
      { routes, authorizer: { provider_arns: [] } },
      /aws_api_gateway_authorizer\.users names no user pool/,
    ],
    [
      "an authorizer on something else",
      { routes, authorizer: { provider_arns: ["${aws_lambda_function.api.arn}"] } },
      /is no ARN of a user pool/,
    ],
    [
      "an unquoted value of a gateway response",
      { routes, gatewayResponses: { DEFAULT_4XX: { response_parameters: { "gatewayresponse.header.A": "*" } } } },
      /neither 'quoted' nor a mapping: \*/,
    ],
    [
      "an unknown gateway response",
      { routes, gatewayResponses: { DEFAULT_3XX: {} } },
      /unknown response_type: DEFAULT_3XX/,
    ],
    [
      "a timeout out of bounds",
      {
        routes: [
          {
            path: "/",
            integration: {
              type: "AWS_PROXY",
              integration_http_method: "POST",
              uri: "${aws_lambda_function.api.invoke_arn}",
              timeout_milliseconds: 10,
            },
          },
        ],
      },
      /timeout_milliseconds 10; API Gateway takes 50 to 300000/,
    ],
    ["no stage", { routes, resources: { aws_api_gateway_stage: { stage: null } } }, /No REST API of it has a stage/],
    ["an impossible stage name", { routes, stage: { stage_name: "a b" } }, /impossible stage_name: a b/],
    ["no API", { resources: { aws_api_gateway_rest_api: { api: null } } }, /It has no aws_api_gateway_rest_api/],
  ])("%s", (_what, options, problem) => {
    const error = errorOf(options);

    expect(error).toMatchObject({ name: "StackFaultError" });
    expect(error.message).toMatch(problem);
  });

  test("is named all at once", () => {
    const both = { aws_api_gateway_integration: { a_ANY: null, rest_ANY: null } };

    expect(errorOf({ routes, resources: both })).toMatchObject({
      faults: [
        "aws_api_gateway_method.a_ANY has no integration.",
        "aws_api_gateway_method.rest_ANY has no integration.",
      ],
    });
  });
});

describe("what cannot be enforced here", () => {
  const methodWith = (args: Record<string, unknown>): StackOptions => ({ routes: [{ path: "/a", access: args }] });
  const cases: [what: string, options: StackOptions, address: string][] = [
    [
      "a Lambda authorizer",
      { routes, authorizer: { type: "TOKEN", authorizer_uri: "x" } },
      "aws_api_gateway_authorizer.users",
    ],
    [
      "an authorizer without a type, which is one",
      { routes, authorizer: { type: null } },
      "aws_api_gateway_authorizer.users",
    ],
    ["a REQUEST authorizer", { routes, authorizer: { type: "REQUEST" } }, "aws_api_gateway_authorizer.users"],
    [
      "an identity source that is no header",
      { routes, authorizer: { identity_source: "method.request.querystring.t" } },
      "aws_api_gateway_authorizer.users",
    ],
    [
      "a validation that JavaScript does not know",
      { routes, authorizer: { identity_validation_expression: "(?i)abc" } },
      "aws_api_gateway_authorizer.users",
    ],
    [
      "a user pool that is looked up",
      { routes, authorizer: { provider_arns: "${data.aws_cognito_user_pools.p.arns}" } },
      "aws_api_gateway_authorizer.users",
    ],
    [
      "a user pool from a variable without a default",
      { routes, authorizer: { provider_arns: ["${aws_cognito_user_pool.users.arn}", "${var.pool_arn}"] } },
      "aws_api_gateway_authorizer.users",
    ],
    ["AWS_IAM", methodWith({ authorization: "AWS_IAM" }), "aws_api_gateway_method.a_ANY"],
    ["an unknown authorization", methodWith({ authorization: "MAGIC" }), "aws_api_gateway_method.a_ANY"],
    [
      "a required API key",
      methodWith({ authorization: "NONE", api_key_required: true }),
      "aws_api_gateway_method.a_ANY",
    ],
    ["an API key", changed("aws_api_gateway_api_key", "key", { name: "k" }), "aws_api_gateway_api_key.key"],
    ["a usage plan", changed("aws_api_gateway_usage_plan", "plan", { name: "p" }), "aws_api_gateway_usage_plan.plan"],
    [
      "a request validator",
      changed("aws_api_gateway_request_validator", "v", { name: "v", validate_request_body: true }),
      "aws_api_gateway_request_validator.v",
    ],
    [
      "a validator from elsewhere",
      methodWith({ authorization: "NONE", request_validator_id: "abc123" }),
      "aws_api_gateway_method.a_ANY",
    ],
    ["a resource policy", { routes, api: { policy: "{}" } }, "aws_api_gateway_rest_api.api"],
    [
      "a resource policy beside it",
      changed("aws_api_gateway_rest_api_policy", "p", { rest_api_id: api, policy: "{}" }),
      "aws_api_gateway_rest_api_policy.p",
    ],
    [
      "a private API",
      { routes, api: { endpoint_configuration: [{ types: ["PRIVATE"] }] } },
      "aws_api_gateway_rest_api.api",
    ],
    [
      "an OpenAPI import beside it",
      changed("aws_api_gateway_rest_api_put", "import", { rest_api_id: api, body: "{}" }),
      "aws_api_gateway_rest_api_put.import",
    ],
    ["an OpenAPI body", { routes, api: { body: "{}" } }, "aws_api_gateway_rest_api.api"],
    [
      "an HTTP integration",
      { routes: [{ path: "/", integration: { type: "HTTP_PROXY", uri: "https://example.com" } }] },
      "aws_api_gateway_integration.root_ANY",
    ],
    [
      "an integration of an unknown type",
      { routes: [{ path: "/", integration: { type: "MAGIC" } }] },
      "aws_api_gateway_integration.root_ANY",
    ],
    [
      "a function outside the stack",
      {
        routes: [
          {
            path: "/",
            integration: {
              type: "AWS_PROXY",
              integration_http_method: "POST",
              uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:other/invocations",
            },
          },
        ],
      },
      "aws_api_gateway_integration.root_ANY",
    ],
    [
      "a function that is looked up",
      {
        routes: [
          {
            path: "/",
            integration: {
              type: "AWS_PROXY",
              integration_http_method: "POST",
              uri: "${data.aws_lambda_function.other.invoke_arn}",
            },
          },
        ],
      },
      "aws_api_gateway_integration.root_ANY",
    ],
    [
      "count",
      { routes: [{ path: "/a", access: { authorization: "NONE", count: 2 } }] },
      "aws_api_gateway_method.a_ANY",
    ],
    [
      "for_each",
      { routes, gatewayResponses: { DEFAULT_4XX: { for_each: "${toset([])}" } } },
      "aws_api_gateway_gateway_response.DEFAULT_4XX",
    ],
    [
      "limits on an unknown path",
      changed("aws_api_gateway_method_settings", "s", {
        rest_api_id: api,
        stage_name: "dev",
        method_path: '${trimprefix("/a", "/")}/GET',
        settings: { throttling_rate_limit: 1 },
      }),
      "aws_api_gateway_method_settings.s",
    ],
  ];

  test.each(cases)("%s stops the start and names the resource", (_what, options, address) => {
    const error = errorOf(options);

    expect(error).toMatchObject({
      name: "UnsupportedResourceError",
      unsupported: [expect.objectContaining({ address })],
    });
    expect(error.message).toContain(`--allow-unsupported ${address} (`);
  });

  test.each(cases)("%s is said loudly where it is allowed by its exact address", (_what, options, address) => {
    expect(noticesOf(options, [address])[0]).toMatch(`ALLOWED WITH --allow-unsupported: ${address}`);
    expect(errorOf(options, [`${address}x`, address.slice(0, -1), "*"])).toMatchObject({
      name: "UnsupportedResourceError",
    });
  });

  test("is named once, however many APIs there are", () => {
    const options: StackOptions = {
      routes,
      authorizer: { type: "TOKEN" },
      resources: { aws_api_gateway_rest_api: { second: { name: "second" } } },
    };

    expect(errorOf(options)).toMatchObject({ unsupported: [{ address: "aws_api_gateway_authorizer.users" }] });
  });

  test("every one must be named", () => {
    const options = { routes, api: { policy: "{}" }, resources: { aws_api_gateway_usage_plan: { plan: {} } } };

    expect(errorOf(options, ["aws_api_gateway_rest_api.api"])).toMatchObject({
      unsupported: [expect.objectContaining({ address: "aws_api_gateway_usage_plan.plan" })],
    });
  });

  test("an exception that nothing needs is said", () => {
    expect(noticesOf({ routes }, ["aws_x.y"])).toEqual([
      "--allow-unsupported aws_x.y is not needed: nothing unsupported has that address",
    ]);
  });
});

describe("what is not written", () => {
  test("an integration has 29 seconds, a function 3 seconds, 128 MB and index.handler", () => {
    const { apis, functions } = readRestApis(aStack({ routes: [{ path: "/" }], lambda: { handler: null } }));

    expect(apis[0]?.root.methods.get("ANY")?.integration).toMatchObject({ timeoutMs: 29_000 });
    expect(functions).toMatchObject([{ timeoutSeconds: 3, memoryMb: 128, exportName: "handler" }]);
  });

  test("a rate without a burst has one second's worth of it", () => {
    const settings = { throttling_rate_limit: 2.5 };
    const limits = { rest_api_id: api, stage_name: "dev", method_path: "*/*", settings };
    const { apis } = readRestApis(aStack(changed("aws_api_gateway_method_settings", "all", limits)));

    expect(apis[0]?.stages[0]?.throttling.get("*/*")).toEqual({ requestsPerSecond: 2.5, burst: 3 });
  });
});

describe("what is merely not honoured", () => {
  test("nothing, in a plain stack", () => {
    expect(noticesOf({ routes })).toEqual([]);
  });

  test("is listed once, with its argument", () => {
    const options: StackOptions = {
      routes,
      api: { minimum_compression_size: 100 },
      stage: { cache_cluster_enabled: true, client_certificate_id: "c", tags: { a: "b" } },
      lambda: { layers: ["arn"], vpc_config: { subnet_ids: ["s"] } },
      resources: { aws_wafv2_web_acl_association: { waf: {} }, aws_api_gateway_domain_name: { name: {} } },
    };

    expect(noticesOf(options)).toEqual([
      "aws_wafv2_web_acl_association.waf: the whole resource",
      "aws_api_gateway_domain_name.name: the whole resource",
      "aws_lambda_function.api: layers, vpc_config",
      "aws_api_gateway_rest_api.api: minimum_compression_size",
      "aws_api_gateway_stage.stage: cache_cluster_enabled, client_certificate_id",
    ]);
  });

  test("a quota of AWS that an API is above", () => {
    const several = (count: number, block: (index: number) => Record<string, unknown>) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, block(index)]));
    const pool = "${aws_cognito_user_pool.users.arn}";
    const options: StackOptions = {
      routes,
      resources: {
        aws_api_gateway_resource: several(300, (index) => ({
          rest_api_id: api,
          parent_id: root,
          path_part: `n${index}`,
        })),
        aws_api_gateway_authorizer: several(10, (index) => ({
          rest_api_id: api,
          name: `n${index}`,
          type: "COGNITO_USER_POOLS",
          provider_arns: [pool],
        })),
        aws_api_gateway_stage: several(10, (index) => ({
          rest_api_id: api,
          stage_name: `n${index}`,
          deployment_id: "d",
        })),
      },
    };

    expect(noticesOf(options)).toEqual([
      "aws_api_gateway_rest_api.api: 303 resources, more than the 300 of AWS's quota",
      "aws_api_gateway_rest_api.api: 11 authorizers, more than the 10 of AWS's quota",
      "aws_api_gateway_rest_api.api: 11 stages, more than the 10 of AWS's quota",
    ]);
  });

  test("a function of another runtime", () => {
    expect(noticesOf({ routes, lambda: { runtime: "python3.13" } })).toEqual([
      expect.stringMatching(/^aws_lambda_function.api: runtime python3.13/),
    ]);
  });
});

describe("a deployment", () => {
  const triggers = (value: unknown) => ({
    routes: [{ path: "/a" }],
    resources: { aws_api_gateway_deployment: { deployment: { rest_api_id: api, triggers: value } } },
  });
  const all = [
    "${aws_api_gateway_authorizer.users}",
    "${aws_api_gateway_integration.a_ANY.uri}",
    "${aws_api_gateway_method.a_ANY}",
    "${aws_api_gateway_resource.a.id}",
  ];

  test("without triggers is never made again", () => {
    expect(noticesOf(triggers(undefined))).toEqual([
      "aws_api_gateway_deployment.deployment: no triggers: a changed API is not deployed again",
    ]);
  });

  test("that follows everything, or a digest of it, is fine", () => {
    expect(noticesOf(triggers({ redeployment: `\${sha1(jsonencode([${all.join()}]))}` }))).toEqual([]);
    expect(noticesOf(triggers({ redeployment: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }))).toEqual([]);
  });

  test("follows the API itself where that says what is binary", () => {
    const binary = (value: string) => ({ ...triggers({ redeployment: value }), api: { binary_media_types: ["*/*"] } });
    const whole = "${aws_api_gateway_rest_api.api}";

    expect(noticesOf(binary([...all, whole].join()))).toEqual([]);
    expect(noticesOf(binary([...all, api].join()))).toEqual([
      expect.stringContaining("do not follow every change of aws_api_gateway_rest_api.api: AWS"),
    ]);
  });

  test("that leaves something out, or follows only its id, names it", () => {
    const some = all.slice(1).map((reference) => reference.replace("a_ANY}", "a_ANY.id}"));

    expect(noticesOf(triggers({ redeployment: some.join() }))).toEqual([
      "aws_api_gateway_deployment.deployment: its triggers do not follow every change of aws_api_gateway_authorizer.users, aws_api_gateway_method.a_ANY: AWS would serve the old state",
    ]);
  });
});
