import { productionSettings, synthesize, theOnly } from "./synthesize";

const pool = (environment: Record<string, string> = {}) =>
  theOnly(synthesize({ environment }), "aws_cognito_user_pool");
const client = (environment: Record<string, string> = {}) =>
  theOnly(synthesize({ environment }), "aws_cognito_user_pool_client");

describe("the user pool", () => {
  test("knows its users by an e-mail address that a code has proven", () => {
    expect(pool()).toMatchObject({
      username_attributes: ["email"],
      auto_verified_attributes: ["email"],
      username_configuration: { case_sensitive: false },
      user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
      account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
      verification_message_template: { default_email_option: "CONFIRM_WITH_CODE" },
    });
  });

  test("wants strong passwords", () => {
    expect(pool({ PASSWORD_MINIMUM_LENGTH: "12" }).password_policy).toEqual({
      minimum_length: 12,
      require_lowercase: true,
      require_uppercase: true,
      require_numbers: true,
      require_symbols: true,
      temporary_password_validity_days: 7,
    });
  });

  test("offers authenticator apps unless the stage says no", () => {
    expect(pool()).toMatchObject({
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
    });
    expect(pool({ TOTP: "off" })).toMatchObject({ mfa_configuration: "OFF" });
    expect(pool({ TOTP: "off" })).not.toHaveProperty("software_token_mfa_configuration");
  });

  test("offers passkeys where the stage says so, bound to the page's domain, with the user verified", () => {
    expect(pool()).not.toHaveProperty("web_authn_configuration");
    expect(pool({ PASSKEYS: "on", PAGE_DOMAIN: "app.example.com" })).toMatchObject({
      sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] },
      web_authn_configuration: { relying_party_id: "app.example.com", user_verification: "required" },
    });
  });

  test("binds the passkeys of a dev stage without a page to localhost", () => {
    expect(pool({ PASSKEYS: "on" })).toMatchObject({ web_authn_configuration: { relying_party_id: "localhost" } });
  });

  test("sends its e-mails itself, or through SES", () => {
    const ses = { EMAIL_SENDER: "ses", SES_IDENTITY_ARN: "arn:aws:ses:eu-west-1:123456789012:identity/example.com" };

    expect(pool().email_configuration).toEqual({ email_sending_account: "COGNITO_DEFAULT" });
    expect(pool({ ...ses, EMAIL_FROM: "Team <team@example.com>" }).email_configuration).toEqual({
      email_sending_account: "DEVELOPER",
      source_arn: ses.SES_IDENTITY_ARN,
      from_email_address: "Team <team@example.com>",
    });
  });

  test("cannot be deleted in a stage with real users, by AWS or by Terraform", () => {
    expect(pool(productionSettings)).toMatchObject({
      deletion_protection: "ACTIVE",
      lifecycle: { prevent_destroy: true },
    });
    expect(pool().deletion_protection).toBe("INACTIVE");
    expect(pool().lifecycle).not.toHaveProperty("prevent_destroy");
  });
});

describe("the app client", () => {
  test("is public, signs in by SRP only, and does not tell who has an account", () => {
    expect(client()).toMatchObject({
      generate_secret: false,
      explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      prevent_user_existence_errors: "ENABLED",
      enable_token_revocation: true,
    });
  });

  test("allows the choice of factors where there are passkeys", () => {
    expect(client({ PASSKEYS: "on" }).explicit_auth_flows).toContain("ALLOW_USER_AUTH");
  });

  test("has explicit token lifetimes", () => {
    expect(client({ ID_TOKEN_MINUTES: "15", REFRESH_TOKEN_DAYS: "7" })).toMatchObject({
      id_token_validity: 15,
      access_token_validity: 15,
      refresh_token_validity: 7,
      token_validity_units: [{ id_token: "minutes", access_token: "minutes", refresh_token: "days" }],
    });
  });
});
