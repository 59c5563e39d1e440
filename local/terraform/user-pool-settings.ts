/**
 * What `aws_cognito_user_pool` says, typed, with the service's defaults filled in.
 * Source: Terraform provider aws 5.100, resource "aws_cognito_user_pool".
 */
import { choice } from "./argument-choice";
import { ArgumentError, type Arguments } from "./arguments";
import { localId } from "./identifiers";
import type { Resource, Stack } from "./stack";
import { UnenforceableArgumentError } from "./unenforceable-argument-error";
import type { UserPoolClientSettings } from "./user-pool-client-settings";
import { type AttributeSchema, readSchema } from "./user-pool-schema";

export type MfaConfiguration = "OFF" | "OPTIONAL" | "ON";
export type FirstFactor = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
  /** How many earlier passwords may not come back; 0 for none. */
  readonly historySize: number;
}

/** `{####}` stands for the code, `{username}` for the user name. */
export interface MessageTemplate {
  readonly subject: string;
  readonly body: string;
}

export interface UserPoolSettings {
  readonly address: string;
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly caseSensitive: boolean;
  readonly autoVerifiedAttributes: readonly string[];
  readonly passwordPolicy: PasswordPolicy;
  readonly mfaConfiguration: MfaConfiguration;
  readonly softwareTokenMfa: boolean;
  readonly firstFactors: readonly FirstFactor[];
  readonly webAuthn:
    | { readonly relyingPartyId: string; readonly userVerification: "required" | "preferred" }
    | undefined;
  readonly verifyBeforeUpdate: readonly string[];
  /** Where a reset code may go, most wanted first. */
  readonly recovery: readonly ("verified_email" | "verified_phone_number" | "admin_only")[];
  readonly adminCreateUserOnly: boolean;
  readonly schema: readonly AttributeSchema[];
  readonly verificationMessage: MessageTemplate;
  readonly invitationMessage: MessageTemplate;
  readonly emailOtpMessage: MessageTemplate;
  readonly clients: readonly UserPoolClientSettings[];
}

/**
 * @throws ArgumentError an argument is malformed
 * @throws UnenforceableArgumentError the local pool would be less strict than the one asked for
 */
export function readPool(
  stack: Stack,
  resource: Resource,
  args: Arguments,
  clients: readonly UserPoolClientSettings[],
): UserPoolSettings {
  args.hasNoLocalEffect("deletion_protection", "tags", "tags_all", "email_configuration", "sms_configuration");
  args.hasNoLocalEffect("user_pool_tier", "sms_authentication_message", "sms_verification_message");
  refuseTriggers(args);

  return {
    address: resource.address,
    id: localId(stack, resource),
    name: args.string("name") ?? resource.name,
    region: stack.region,
    usernameAttributes: args.strings("username_attributes") ?? [],
    aliasAttributes: args.strings("alias_attributes") ?? [],
    caseSensitive: args.block("username_configuration")?.boolean("case_sensitive") ?? true,
    autoVerifiedAttributes: args.strings("auto_verified_attributes") ?? [],
    passwordPolicy: readPasswordPolicy(args.block("password_policy")),
    ...readMfa(args),
    firstFactors: readFirstFactors(args),
    webAuthn: readWebAuthn(args),
    verifyBeforeUpdate:
      args.block("user_attribute_update_settings")?.strings("attributes_require_verification_before_update") ?? [],
    recovery: readRecovery(args),
    adminCreateUserOnly: args.block("admin_create_user_config")?.boolean("allow_admin_create_user_only") ?? false,
    schema: readSchema(args.blocks("schema")),
    ...readMessages(args),
    clients,
  };
}

/** Triggers that only word or carry messages: without them the pool is as strict as with them. */
const messageTriggers = ["custom_message", "custom_email_sender", "custom_sms_sender", "kms_key_id"];
const triggers = [
  "pre_sign_up",
  "post_confirmation",
  "pre_authentication",
  "post_authentication",
  "pre_token_generation",
  "pre_token_generation_config",
  "user_migration",
  "define_auth_challenge",
  "create_auth_challenge",
  "verify_auth_challenge_response",
];

function refuseTriggers(args: Arguments): void {
  const config = args.block("lambda_config");
  const trigger = triggers.find((name) => config?.has(name));
  if (trigger === undefined) return; // message triggers are left unread, and so are listed
  const why = `the local pool runs no Lambda triggers (only ${messageTriggers.join(", ")} can be left out)`;
  throw new UnenforceableArgumentError(args.address, `lambda_config.${trigger}`, why);
}

function readPasswordPolicy(block: Arguments | undefined): PasswordPolicy {
  // Without a block the service asks for everything; inside one, Terraform's booleans are false unless set.
  const unset = block === undefined;
  return {
    minimumLength: block?.number("minimum_length") ?? 8,
    requireLowercase: block?.boolean("require_lowercase") ?? unset,
    requireUppercase: block?.boolean("require_uppercase") ?? unset,
    requireNumbers: block?.boolean("require_numbers") ?? unset,
    requireSymbols: block?.boolean("require_symbols") ?? unset,
    temporaryPasswordValidityDays: block?.number("temporary_password_validity_days") || 7,
    historySize: block?.number("password_history_size") ?? 0,
  };
}

function readMfa(args: Arguments): Pick<UserPoolSettings, "mfaConfiguration" | "softwareTokenMfa"> {
  const mfaConfiguration = choice(args, "mfa_configuration", ["OFF", "OPTIONAL", "ON"], "OFF");
  const softwareTokenMfa = args.block("software_token_mfa_configuration")?.boolean("enabled") ?? false;
  if (mfaConfiguration === "ON") {
    throw new UnenforceableArgumentError(args.address, "mfa_configuration", "the local pool asks for no second factor");
  }
  return { mfaConfiguration, softwareTokenMfa };
}

function readFirstFactors(args: Arguments): readonly FirstFactor[] {
  const factors = args.block("sign_in_policy")?.strings("allowed_first_auth_factors") ?? [];
  return factors.length === 0 ? ["PASSWORD"] : (factors as FirstFactor[]);
}

function readWebAuthn(args: Arguments): UserPoolSettings["webAuthn"] {
  const block = args.block("web_authn_configuration");
  if (block === undefined) return undefined;
  return {
    relyingPartyId: "localhost", // the page's domain here; the argument stays unread, and so is listed
    userVerification: choice(block, "user_verification", ["required", "preferred"], "preferred"),
  };
}

function readRecovery(args: Arguments): UserPoolSettings["recovery"] {
  const mechanisms = (args.block("account_recovery_setting")?.blocks("recovery_mechanism") ?? []).map((block) => ({
    name: choice(block, "name", ["verified_email", "verified_phone_number", "admin_only"], "verified_email"),
    priority: block.number("priority") ?? 1,
  }));
  if (mechanisms.length === 0) return ["verified_phone_number", "verified_email"]; // the service's legacy order
  return mechanisms.toSorted((a, b) => a.priority - b.priority).map(({ name }) => name);
}

function readMessages(
  args: Arguments,
): Pick<UserPoolSettings, "verificationMessage" | "invitationMessage" | "emailOtpMessage"> {
  const verification = args.block("verification_message_template");
  if (verification?.string("default_email_option") === "CONFIRM_WITH_LINK") {
    const why = "confirmation by link needs a hosted domain; use CONFIRM_WITH_CODE";
    throw new UnenforceableArgumentError(args.address, "verification_message_template.default_email_option", why);
  }
  const invitation = args.block("admin_create_user_config")?.block("invite_message_template");
  const emailMfa = args.block("email_mfa_configuration");
  return {
    verificationMessage: {
      subject:
        verification?.string("email_subject") ?? args.string("email_verification_subject") ?? "Your verification code",
      body:
        template(verification, "email_message") ??
        template(args, "email_verification_message") ??
        "Your confirmation code is {####}",
    },
    invitationMessage: {
      subject: invitation?.string("email_subject") ?? "Your temporary password",
      body: template(invitation, "email_message") ?? "Your username is {username} and temporary password is {####}.",
    },
    emailOtpMessage: {
      subject: emailMfa?.string("subject") ?? "Your authentication code",
      body: template(emailMfa, "message") ?? "Your authentication code is {####}",
    },
  };
}

function template(args: Arguments | undefined, name: string): string | undefined {
  const text = args?.string(name);
  if (text !== undefined && !text.includes("{####}")) {
    throw new ArgumentError(args?.address ?? "", name, "must hold {####}, the place of the code");
  }
  return text;
}
