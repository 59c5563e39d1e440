// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
import {
  isUnresolved,
  referencedAddresses,
  resolveReferences,
  withoutEscapes,
} from "../../../local/terraform/references";
import { parseStack } from "../../../local/terraform/stack";

const stack = parseStack(
  {
    "//": { metadata: { stackName: "dev" } },
    provider: { aws: [{ region: "eu-west-1" }] },
    variable: { size: { default: 512 }, required: { type: "string" } },
    locals: { prefix: "dev-${var.size}", loop: "${local.loop}" },
    data: { aws_caller_identity: { me: {} }, aws_region: { here: {} } },
    resource: {
      aws_lambda_function: { api: { function_name: "${local.prefix}-api", tags: ["a"], memory_size: 256 } },
      aws_lambda_alias: { live: { name: "live", function_name: "${aws_lambda_function.api.function_name}" } },
      aws_cognito_user_pool: { users: {} },
      aws_cloudfront_distribution: { page: {} },
      aws_cognito_resource_server: {
        photos: { identifier: "photos-${var.size}", scope: [{ scope_name: "read" }, { scope_name: "write" }] },
        one: { identifier: "one", scope: { scope_name: "only" } },
      },
      aws_api_gateway_rest_api: { api: {} },
      aws_api_gateway_resource: {
        users: { parent_id: "${aws_api_gateway_rest_api.api.root_resource_id}", path_part: "users" },
        user: { parent_id: "${aws_api_gateway_resource.users.id}", path_part: "{id}" },
        chicken: { parent_id: "${aws_api_gateway_resource.egg.id}", path_part: "chicken" },
        egg: { parent_id: "${aws_api_gateway_resource.chicken.id}", path_part: "egg" },
      },
      aws_api_gateway_stage: {
        stage: { rest_api_id: "${aws_api_gateway_rest_api.api.id}", stage_name: "dev" },
      },
    },
  },
  "test.tf.json",
);

describe("a reference", () => {
  test("to the domain of a distribution has a value of its shape, so that a hosted stage can be run here", () => {
    expect(resolveReferences(stack, "https://${aws_cloudfront_distribution.page.domain_name}")).toMatch(
      /^https:\/\/\w+\.cloudfront\.net$/,
    );
  });

  test.each`
    text                                                         | value
    ${"${aws_lambda_function.api.function_name}"}                | ${"dev-512-api"}
    ${"${aws_lambda_function.api.arn}"}                          | ${"arn:aws:lambda:eu-west-1:123456789012:function:dev-512-api"}
    ${"${aws_lambda_function.api.memory_size}"}                  | ${256}
    ${"${aws_lambda_function.api.tags}"}                         | ${["a"]}
    ${"<${aws_lambda_function.api.tags}>"}                       | ${'<["a"]>'}
    ${"${var.size}"}                                             | ${512}
    ${"${local.prefix}/${local.prefix}"}                         | ${"dev-512/dev-512"}
    ${"${data.aws_caller_identity.me.account_id}"}               | ${"123456789012"}
    ${"${data.aws_region.here.name}"}                            | ${"eu-west-1"}
    ${"${aws_api_gateway_resource.user.path}"}                   | ${"/users/{id}"}
    ${"${aws_cognito_resource_server.photos.scope_identifiers}"} | ${["photos-512/read", "photos-512/write"]}
    ${"${aws_cognito_resource_server.one.scope_identifiers}"}    | ${["one/only"]}
    ${"${aws_lambda_alias.live.arn}"}                            | ${"arn:aws:lambda:eu-west-1:123456789012:function:dev-512-api:live"}
  `("$text is $value", ({ text, value }) => {
    expect(resolveReferences(stack, text)).toEqual(value);
  });

  test("has the shape that AWS gives its value", () => {
    expect(resolveReferences(stack, "${aws_cognito_user_pool.users.id}")).toMatch(/^eu-west-1_[A-Za-z0-9]{9}$/);
    expect(resolveReferences(stack, "${aws_cognito_user_pool.users.arn}")).toMatch(
      /^arn:aws:cognito-idp:eu-west-1:123456789012:userpool\/eu-west-1_\w{9}$/,
    );
    expect(resolveReferences(stack, "${aws_api_gateway_stage.stage.invoke_url}")).toMatch(
      /^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com\/dev$/,
    );
  });

  test.each([
    "${var.required}",
    "${var.unknown}",
    "${local.loop}",
    "${aws_dynamodb_table.users.name}",
    "${aws_lambda_function.api.unknown}",
    "${aws_lambda_function.other.arn}",
    "${jsonencode([1])}",
    "${aws_lambda_function.api[0].arn}",
    "%{if true}yes%{endif}",
  ])("%s has no local value and stays as it is", (text) => {
    expect(resolveReferences(stack, text)).toBe(text);
    expect(isUnresolved(text)).toBe(true);
  });

  test("in a circle comes to an end", () => {
    expect(isUnresolved(String(resolveReferences(stack, "${aws_api_gateway_resource.egg.path}")))).toBe(true);
  });

  test("that is escaped is none", () => {
    expect(resolveReferences(stack, "$${aws_lambda_function.api.arn}")).toBe("$${aws_lambda_function.api.arn}");
    expect(isUnresolved("$${anything}")).toBe(false);
    expect(withoutEscapes("$${anything} %%{if}")).toBe("${anything} %{if}");
  });

  test("is found at any depth, with or without a local value", () => {
    const value = { a: ["${aws_s3_bucket.page.arn}"], b: { c: "x ${aws_lambda_function.api.arn}" } };

    expect(referencedAddresses(value)).toEqual(["aws_s3_bucket.page", "aws_lambda_function.api"]);
  });
});
