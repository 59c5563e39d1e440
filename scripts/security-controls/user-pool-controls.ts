import { type Block, type Control, every, everyHas } from "./control";

/** The user pool and its client. Most rules are our own: the common rule sets have few for Cognito. */
export const userPoolControls: readonly Control[] = [
  {
    id: "users-deletion-protection",
    title: "Neither AWS nor Terraform deletes the user pool",
    sources: ["Cognito.6"],
    setting: "DELETION_PROTECTION",
    follows: every(
      "aws_cognito_user_pool",
      ({ deletion_protection, lifecycle }) =>
        deletion_protection === "ACTIVE" && (lifecycle as { prevent_destroy?: boolean }).prevent_destroy === true,
    ),
  },
  {
    id: "users-case",
    title: "User names do not differ by upper and lower case alone",
    sources: [],
    follows: every(
      "aws_cognito_user_pool",
      ({ username_configuration }) => (username_configuration as Block | undefined)?.case_sensitive === false,
    ),
  },
  {
    id: "users-password-policy",
    title:
      "Passwords have 8 characters or more, with lower and upper case, digit and symbol; temporary ones last a week",
    sources: ["Cognito.3", "AwsSolutions-COG1"],
    follows: every("aws_cognito_user_pool", ({ password_policy }) => {
      const policy = (password_policy ?? {}) as Block;
      const kinds = ["require_lowercase", "require_uppercase", "require_numbers", "require_symbols"];
      return (
        Number(policy.minimum_length) >= 8 &&
        Number(policy.temporary_password_validity_days) <= 7 &&
        kinds.every((kind) => policy[kind] === true)
      );
    }),
  },
  {
    id: "users-verified-email",
    title: "A new e-mail address counts when it is verified, not before",
    sources: [],
    follows: every("aws_cognito_user_pool", ({ auto_verified_attributes, user_attribute_update_settings }) =>
      [auto_verified_attributes, user_attribute_update_settings].every((setting) =>
        JSON.stringify(setting ?? null).includes('"email"'),
      ),
    ),
  },
  {
    id: "users-mfa",
    title: "Users can have a second factor",
    sources: ["Cognito.5"],
    setting: "TOTP",
    follows: every("aws_cognito_user_pool", ({ mfa_configuration }) => mfa_configuration !== "OFF"),
  },
  {
    id: "users-mfa-required",
    title: "Users must have a second factor",
    sources: ["AwsSolutions-COG2"],
    follows: {
      waived: "Each user decides: whoever must have an authenticator app can lose it. Passkeys need no second factor.",
    },
  },
  {
    id: "users-tier",
    title: "The feature plan has what is used",
    sources: [],
    follows: every(
      "aws_cognito_user_pool",
      ({ user_pool_tier, web_authn_configuration }) =>
        web_authn_configuration === undefined || user_pool_tier !== "LITE",
    ),
  },
  {
    id: "users-passkeys",
    title: "A passkey, which signs in alone, asks for the user's finger, face or PIN",
    sources: [],
    setting: "PASSKEYS",
    follows: every(
      "aws_cognito_user_pool",
      ({ web_authn_configuration }) => (web_authn_configuration as Block | undefined)?.user_verification === "required",
    ),
  },
  {
    id: "users-waf",
    title: "A web ACL stands before the user pool",
    sources: [],
    setting: "WAF",
    follows: everyHas("aws_cognito_user_pool", "aws_wafv2_web_acl_association"),
  },
  {
    id: "users-threat-protection",
    title: "Cognito looks for leaked passwords and odd sign-ins",
    sources: ["Cognito.1", "AwsSolutions-COG8"],
    follows: {
      waived:
        "It needs the PLUS plan, which is priced by monthly active users: a decision of whoever pays. Lockout is always on.",
    },
  },
  {
    id: "client-existence",
    title: "Nobody learns who has an account",
    sources: [],
    follows: every(
      "aws_cognito_user_pool_client",
      ({ prevent_user_existence_errors }) => prevent_user_existence_errors === "ENABLED",
    ),
  },
  {
    id: "client-flows",
    title: "No flow that sends the password over the wire, none for administrators, no secret in a browser",
    sources: [],
    follows: every("aws_cognito_user_pool_client", ({ explicit_auth_flows, generate_secret }) => {
      const allowed = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"];
      const flows = (explicit_auth_flows ?? ["unset"]) as readonly string[];
      return generate_secret === false && flows.every((flow) => allowed.includes(flow));
    }),
  },
  {
    id: "client-lifetimes",
    title: "ID and access tokens live a day at most, and can be revoked with their refresh token",
    sources: [],
    follows: every("aws_cognito_user_pool_client", (client) => {
      const [units] = (client.token_validity_units ?? [{}]) as readonly Block[];
      return (
        client.enable_token_revocation === true &&
        units?.id_token === "minutes" &&
        units.access_token === "minutes" &&
        Number(client.id_token_validity) <= 1440 &&
        Number(client.access_token_validity) <= 1440
      );
    }),
  },
];
