/** Small synthesized stacks, as CDK for Terraform writes them: a valid whole, the test says only what matters. */
import { parseStack, type Stack } from "../../../../local/terraform/stack";

export type TerraformArguments = Readonly<Record<string, unknown>>;

export const aUserPool: TerraformArguments = {
  name: "test-users",
  username_attributes: ["email"],
  auto_verified_attributes: ["email"],
  username_configuration: { case_sensitive: false },
  account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
  user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
  password_policy: {
    minimum_length: 8,
    require_lowercase: true,
    require_uppercase: true,
    require_numbers: true,
    require_symbols: true,
    temporary_password_validity_days: 7,
  },
};

export const aClient: TerraformArguments = {
  name: "test-client",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
  user_pool_id: "${aws_cognito_user_pool.users.id}",
  generate_secret: false,
  explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  prevent_user_existence_errors: "ENABLED",
  enable_token_revocation: true,
};

/** One pool `users` with one client `client`. An argument set to `undefined` is left out. */
export function aStack(pool: TerraformArguments = {}, client: TerraformArguments = {}): Stack {
  return aStackOf({
    aws_cognito_user_pool: { users: { ...aUserPool, ...pool } },
    aws_cognito_user_pool_client: { client: { ...aClient, ...client } },
  });
}

export function aStackOf(resource: Readonly<Record<string, Readonly<Record<string, TerraformArguments>>>>): Stack {
  return parseStack(aStackJson(resource), "test.tf.json");
}

/** The file's content. */
export function aStackJson(resource: Readonly<Record<string, unknown>>) {
  const json = {
    "//": { metadata: { stackName: "test", version: "0.21.0" } },
    provider: { aws: [{ region: "eu-west-1" }] },
    resource,
  };
  return JSON.parse(JSON.stringify(json)) as unknown;
}
