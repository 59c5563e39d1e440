import { readUserPools } from "../../../local/terraform/user-pools";
import { aClient, aStack, aStackOf, aUserPool, type TerraformArguments } from "./support/a-stack";

const poolOf = (pool: TerraformArguments) => readUserPools(aStack(pool)).pools[0];
const clientOf = (client: TerraformArguments) => readUserPools(aStack({}, client)).pools[0]?.clients[0];

describe("the settings of a user pool", () => {
  test("have the service's defaults", () => {
    const { pools } = readUserPools(
      aStackOf({
        aws_cognito_user_pool: { users: { name: "bare" } },
        aws_cognito_user_pool_client: { client: { name: "bare", user_pool_id: aClient.user_pool_id } },
      }),
    );

    expect(pools[0]).toMatchObject({
      usernameAttributes: [],
      caseSensitive: true,
      autoVerifiedAttributes: [],
      passwordPolicy: {
        minimumLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
        historySize: 0,
      },
      mfaConfiguration: "OFF",
      firstFactors: ["PASSWORD"],
      adminCreateUserOnly: false,
    });
    expect(pools[0]?.clients[0]).toMatchObject({
      secret: undefined,
      authFlows: new Set(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"]),
      accessTokenSeconds: 3600,
      idTokenSeconds: 3600,
      refreshTokenSeconds: 30 * 86_400,
      sessionSeconds: 180,
      hidesUserExistence: false,
      enableTokenRevocation: true,
      rotation: undefined,
    });
  });

  test("take numbers and booleans as text too", () => {
    expect(
      poolOf({ password_policy: { minimum_length: "12", require_symbols: "true" } })?.passwordPolicy,
    ).toMatchObject({
      minimumLength: 12,
      requireSymbols: true,
      requireNumbers: false,
    });
    expect(clientOf({ access_token_validity: "5", token_validity_units: { access_token: "minutes" } })).toMatchObject({
      accessTokenSeconds: 300,
    });
  });

  test("make every relying party localhost, and say so", () => {
    const { pools, notices } = readUserPools(
      aStack({ web_authn_configuration: { relying_party_id: "app.example.com" } }),
    );

    expect(pools[0]?.webAuthn).toEqual({ relyingPartyId: "localhost", userVerification: "preferred" });
    expect(notices).toEqual(["aws_cognito_user_pool.users: web_authn_configuration.relying_party_id (localhost here)"]);
  });

  test("hold standard and declared attributes", () => {
    const schema = [
      { name: "tier", attribute_data_type: "Number", mutable: true, number_attribute_constraints: { max_value: "3" } },
      { name: "name", attribute_data_type: "String", required: true, mutable: true },
    ];
    const attributes = poolOf({ schema })?.schema ?? [];

    expect(attributes.find(({ name }) => name === "custom:tier")).toMatchObject({ type: "Number", maxValue: 3 });
    expect(attributes.find(({ name }) => name === "name")).toMatchObject({ required: true });
    expect(attributes.find(({ name }) => name === "email")).toMatchObject({ required: false, mutable: true });
  });
});

describe("what is not honoured", () => {
  test("is listed with its address", () => {
    const { notices } = readUserPools(
      aStackOf({
        aws_cognito_user_pool: {
          users: { ...aUserPool, device_configuration: { challenge_required_on_new_device: true } },
        },
        aws_cognito_user_pool_client: { client: { ...aClient, analytics_configuration: { application_id: "x" } } },
        aws_cognito_user_pool_domain: { hosted: { domain: "x" } },
      }),
    );

    expect(notices).toEqual([
      "aws_cognito_user_pool_client.client: analytics_configuration",
      "aws_cognito_user_pool.users: device_configuration",
      "aws_cognito_user_pool_domain.hosted: the whole resource",
    ]);
  });

  test("is nothing for the stacks of these tests", () => {
    expect(readUserPools(aStack()).notices).toEqual([]);
  });

  test("names custom authentication, which is refused without triggers", () => {
    expect(readUserPools(aStack({}, { explicit_auth_flows: ["ALLOW_CUSTOM_AUTH"] })).notices).toEqual([
      "aws_cognito_user_pool_client.client: explicit_auth_flows ALLOW_CUSTOM_AUTH (refused: it needs Lambda triggers)",
    ]);
  });

  test("names text messages as first factor, which are never offered", () => {
    const sign_in_policy = { allowed_first_auth_factors: ["PASSWORD", "SMS_OTP"] };

    expect(readUserPools(aStack({ sign_in_policy })).notices).toEqual([
      "aws_cognito_user_pool.users: sign_in_policy.allowed_first_auth_factors SMS_OTP (never offered: no text messages are sent)",
    ]);
  });

  test("names text messages as second factor, and only as such", () => {
    const sms_configuration = { external_id: "x", sns_caller_arn: "arn" };
    const software_token_mfa_configuration = { enabled: true };

    expect(readUserPools(aStack({ sms_configuration })).notices).toEqual([]);
    expect(
      readUserPools(aStack({ sms_configuration, mfa_configuration: "ON", software_token_mfa_configuration })).notices,
    ).toEqual(["aws_cognito_user_pool.users: sms_configuration (no second factor: no text messages are sent)"]);
  });

  test("leaves out what only words or carries messages", () => {
    expect(readUserPools(aStack({ lambda_config: { custom_message: "arn" } })).notices).toEqual([
      "aws_cognito_user_pool.users: lambda_config.custom_message",
    ]);
  });
});

describe("what cannot be served stops the start with its address", () => {
  test.each<[string, TerraformArguments, TerraformArguments, string]>([
    [
      "a trigger",
      { lambda_config: { pre_sign_up: "arn" } },
      {},
      "aws_cognito_user_pool.users: lambda_config.pre_sign_up",
    ],
    [
      "confirmation by link",
      { verification_message_template: { default_email_option: "CONFIRM_WITH_LINK" } },
      {},
      "aws_cognito_user_pool.users: verification_message_template.default_email_option",
    ],
    [
      "a message without a code",
      { email_verification_message: "Hello" },
      {},
      "aws_cognito_user_pool.users: email_verification_message",
    ],
    [
      "an invitation without the user name",
      { admin_create_user_config: { invite_message_template: { email_message: "Your password is {####}" } } },
      {},
      "aws_cognito_user_pool.users: admin_create_user_config.invite_message_template.email_message must hold {username}",
    ],
    [
      "a kind of attribute that there is not",
      { schema: [{ name: "team", attribute_data_type: "Text" }] },
      {},
      "aws_cognito_user_pool.users: schema.attribute_data_type must be one of String, Number, DateTime, Boolean, not Text",
    ],
    [
      "an own attribute that is required",
      { schema: [{ name: "team", attribute_data_type: "String", required: true }] },
      {},
      "aws_cognito_user_pool.users: schema.required is for standard attributes only",
    ],
    [
      "the cheapest tier with passkeys",
      { user_pool_tier: "LITE", sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] } },
      {},
      "aws_cognito_user_pool.users: user_pool_tier LITE has no first factor WEB_AUTHN",
    ],
    [
      "the cheapest tier with rotation",
      { user_pool_tier: "LITE" },
      { explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"], refresh_token_rotation: { feature: "ENABLED" } },
      "aws_cognito_user_pool.users: user_pool_tier LITE has no refresh_token_rotation",
    ],
    [
      "an access token of a minute",
      {},
      { access_token_validity: 1, token_validity_units: { access_token: "minutes" } },
      "aws_cognito_user_pool_client.client: access_token_validity must be between 5 minutes and 1 day",
    ],
    [
      "a refresh token of eleven years",
      {},
      { refresh_token_validity: 4015 },
      "aws_cognito_user_pool_client.client: refresh_token_validity must be between 60 minutes and 3650 days",
    ],
    [
      "a session of an hour",
      {},
      { auth_session_validity: 60 },
      "aws_cognito_user_pool_client.client: auth_session_validity must be between 3 and 15 minutes",
    ],
    [
      "a grace period of two minutes",
      {},
      {
        explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"],
        refresh_token_rotation: { feature: "ENABLED", retry_grace_period_seconds: 120 },
      },
      "client: refresh_token_rotation.retry_grace_period_seconds must be between 0 and 60 seconds",
    ],
    [
      "a word for a number",
      { password_policy: { minimum_length: "long" } },
      {},
      "aws_cognito_user_pool.users: password_policy.minimum_length",
    ],
    [
      "an unknown choice",
      { mfa_configuration: "SOMETIMES" },
      {},
      "aws_cognito_user_pool.users: mfa_configuration must be one of",
    ],
    [
      "an unknown first factor",
      { sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "MAGIC"] } },
      {},
      "aws_cognito_user_pool.users: sign_in_policy.allowed_first_auth_factors must be some of PASSWORD, EMAIL_OTP, SMS_OTP, WEB_AUTHN, not MAGIC",
    ],
    [
      "one-time codes as first factor where MFA is required",
      {
        mfa_configuration: "ON",
        software_token_mfa_configuration: { enabled: true },
        sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP"] },
      },
      {},
      "allowed_first_auth_factors cannot hold EMAIL_OTP while mfa_configuration is ON",
    ],
    [
      "MFA without a factor that works here",
      { mfa_configuration: "ON" },
      {},
      "aws_cognito_user_pool.users: mfa_configuration cannot be enforced locally",
    ],
    [
      "an unknown unit",
      {},
      { token_validity_units: { id_token: "weeks" } },
      "aws_cognito_user_pool_client.client: token_validity_units",
    ],
    [
      "a client of another stack's pool",
      {},
      { user_pool_id: "eu-west-1_Elsewhere" },
      "aws_cognito_user_pool_client.client: user_pool_id",
    ],
    [
      "a client of an unknown pool",
      {},
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
      { user_pool_id: "${data.terraform_remote_state.x.outputs.id}" },
      "aws_cognito_user_pool_client.client: user_pool_id",
    ],
    [
      "rotation beside the plain refresh flow",
      {},
      { refresh_token_rotation: { feature: "ENABLED" } },
      "aws_cognito_user_pool_client.client: refresh_token_rotation cannot be combined",
    ],
  ])("%s", (_what, pool, client, message) => {
    expect(() => readUserPools(aStack(pool, client))).toThrow(message);
  });
});
