import type { Block, Control, SynthesizedStack } from "../../scripts/security-controls/control";
import { controls } from "../../scripts/security-controls/controls";
import { everythingOn } from "../deploy/everything-on";
import { synthesize } from "./synthesize";

const all = Object.values(controls).flat();
const checked = all.flatMap((control) =>
  "violations" in control.follows ? [{ ...control, check: control.follows }] : [],
);
const waived = all.flatMap(({ id, follows }) => ("waived" in follows ? [{ id, reason: follows.waived }] : []));

/** A stack in which every resource of `type` has these arguments instead. */
function withArguments(stack: SynthesizedStack, type: string, changed: Block): SynthesizedStack {
  const blocks = Object.entries(stack.resource[type] ?? {}).map(([name, block]) => [name, { ...block, ...changed }]);
  return { resource: { ...stack.resource, [type]: Object.fromEntries(blocks) } };
}

function without(stack: SynthesizedStack, type: string): SynthesizedStack {
  const { [type]: _gone, ...rest } = stack.resource;
  return { resource: rest };
}

const anyone = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }] });
const plainDistribution = {
  default_cache_behavior: { target_origin_id: "page", viewer_protocol_policy: "allow-all" },
  ordered_cache_behavior: [],
  viewer_certificate: { cloudfront_default_certificate: true },
  origin: [{ custom_origin_config: { origin_protocol_policy: "http-only" } }, { domain_name: "bucket" }],
  default_root_object: "",
};

/** For each rule a stack that does not follow it: a rule that nothing can break protects nothing. */
const broken: Record<string, (stack: SynthesizedStack) => SynthesizedStack> = {
  "users-deletion-protection": (stack) => withArguments(stack, "aws_cognito_user_pool", { lifecycle: {} }),
  "users-case": (stack) => withArguments(stack, "aws_cognito_user_pool", { username_configuration: undefined }),
  "users-password-policy": (stack) =>
    withArguments(stack, "aws_cognito_user_pool", { password_policy: { minimum_length: 6 } }),
  "users-verified-email": (stack) =>
    withArguments(stack, "aws_cognito_user_pool", { user_attribute_update_settings: undefined }),
  "users-mfa": (stack) => withArguments(stack, "aws_cognito_user_pool", { mfa_configuration: "OFF" }),
  "users-tier": (stack) => withArguments(stack, "aws_cognito_user_pool", { user_pool_tier: "LITE" }),
  "users-passkeys": (stack) =>
    withArguments(stack, "aws_cognito_user_pool", { web_authn_configuration: { user_verification: "preferred" } }),
  "users-waf": (stack) => without(stack, "aws_wafv2_web_acl_association"),
  "client-existence": (stack) =>
    withArguments(stack, "aws_cognito_user_pool_client", { prevent_user_existence_errors: "LEGACY" }),
  "client-flows": (stack) =>
    withArguments(stack, "aws_cognito_user_pool_client", { explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH"] }),
  "client-lifetimes": (stack) => withArguments(stack, "aws_cognito_user_pool_client", { id_token_validity: 2000 }),
  "api-authorization": (stack) => withArguments(stack, "aws_api_gateway_method", { authorization: "NONE" }),
  "api-audience": (stack) =>
    withArguments(stack, "aws_api_gateway_authorizer", { identity_validation_expression: undefined }),
  "api-access-log": (stack) => withArguments(stack, "aws_api_gateway_stage", { access_log_settings: undefined }),
  "api-tracing": (stack) => withArguments(stack, "aws_api_gateway_stage", { xray_tracing_enabled: false }),
  "api-tokens-in-logs": (stack) =>
    withArguments(stack, "aws_api_gateway_method_settings", { settings: { data_trace_enabled: true } }),
  "api-throttling": (stack) =>
    withArguments(stack, "aws_api_gateway_method_settings", { settings: { throttling_rate_limit: -1 } }),
  "api-deployment": (stack) => withArguments(stack, "aws_api_gateway_deployment", { lifecycle: undefined }),
  "api-waf": (stack) => without(stack, "aws_wafv2_web_acl_association"),
  "waf-rules": (stack) => withArguments(stack, "aws_wafv2_web_acl", { rule: [] }),
  "lambda-runtime": (stack) => withArguments(stack, "aws_lambda_function", { runtime: "nodejs18.x" }),
  "lambda-callers": (stack) => withArguments(stack, "aws_lambda_permission", { source_arn: undefined }),
  "lambda-tracing": (stack) => withArguments(stack, "aws_lambda_function", { tracing_config: undefined }),
  "lambda-concurrency": (stack) =>
    withArguments(stack, "aws_lambda_function", { reserved_concurrent_executions: undefined }),
  "lambda-secrets": (stack) =>
    withArguments(stack, "aws_lambda_function", { environment: { variables: { API_KEY: "x" } } }),
  "iam-trust": (stack) => withArguments(stack, "aws_iam_role", { assume_role_policy: anyone }),
  "iam-actions": (stack) => withArguments(stack, "aws_iam_role_policy", { policy: anyone }),
  "iam-resources": (stack) => withArguments(stack, "aws_iam_role_policy", { policy: anyone }),
  "iam-managed-policies": (stack) =>
    withArguments(stack, "aws_iam_role_policy_attachment", {
      policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  "bucket-private": (stack) => withArguments(stack, "aws_s3_bucket_public_access_block", { block_public_acls: false }),
  "bucket-tls": (stack) => withArguments(stack, "aws_s3_bucket_policy", { policy: anyone }),
  "bucket-encryption": (stack) => without(stack, "aws_s3_bucket_server_side_encryption_configuration"),
  "page-tls": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "page-tls-version": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "page-origin-tls": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "page-origin-access": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "page-headers": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "page-root": (stack) => withArguments(stack, "aws_cloudfront_distribution", plainDistribution),
  "logs-retention": (stack) => withArguments(stack, "aws_cloudwatch_log_group", { retention_in_days: 14 }),
  "alarms-actions": (stack) => withArguments(stack, "aws_cloudwatch_metric_alarm", { alarm_actions: [] }),
  "topic-publishers": (stack) => withArguments(stack, "aws_sns_topic_policy", { policy: anyone }),
  "topic-tls": (stack) => withArguments(stack, "aws_sns_topic_policy", { policy: anyone }),
};

describe("the security controls", () => {
  const stack: SynthesizedStack = synthesize({ environment: everythingOn });

  test("have ids of their own", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test("name rules of Checkov, Security Hub and cdk-nag, and follow or waive each one of them", () => {
    const followed = new Set(checked.flatMap(({ sources }) => sources));
    const waivedSources = all.flatMap(({ follows, sources }) => ("waived" in follows ? sources : []));

    for (const source of [...followed, ...waivedSources]) {
      expect(source).toMatch(/^(CKV2?_AWS_\d+|[A-Z][A-Za-z0-9]+\.\d+|AwsSolutions-[A-Z]+\d+)$/);
    }
    expect(waivedSources.filter((source) => followed.has(source))).toEqual([]);
  });

  test.each(checked.map((control): [string, (typeof checked)[number]] => [control.id, control]))(
    "%s is followed by a stage with everything on",
    (_id, { check }) => {
      expect(check.violations(stack)).toEqual([]);
    },
  );

  test.each(checked.map(({ id, check }): [string, (typeof checked)[number]["check"]] => [id, check]))(
    "%s finds a stack that does not follow it",
    (id, check) => {
      expect(check.violations(broken[id]?.(stack) ?? stack)).not.toEqual([]);
    },
  );

  test.each(waived.map(({ id, reason }): [string, string] => [id, reason]))(
    "%s is waived with a reason",
    (_id, reason) => {
      expect(reason.length).toBeGreaterThan(20);
    },
  );

  test.each(
    all
      .filter(({ setting }: Control) => setting === undefined)
      .map((control): [string, Control] => [control.id, control]),
  )("%s needs no setting: a default dev stage follows it as well, where it applies", (_id, { follows }) => {
    if ("violations" in follows) expect(follows.violations(synthesize())).toEqual([]);
  });
});
