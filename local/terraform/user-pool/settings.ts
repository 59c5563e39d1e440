/**
 * What `aws_cognito_user_pool` says, typed, with the service's defaults filled in.
 * Source: Terraform provider aws 5.100, resource "aws_cognito_user_pool".
 */
import { choice } from "../argument-choice";
import { ArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";
import { localId } from "../identifiers";
import type { Resource, Stack } from "../stack";
import type { UserPoolClientSettings } from "./client-settings";
import type { DeclaredResources } from "./declared-users";
import { refuseLambdaTriggers } from "./lambda-triggers";
import { readMessages, type UserPoolMessages } from "./messages";
import { type AttributeSchema, readSchema } from "./schema";
import { readSignInFactors, type SignInFactors } from "./sign-in-factors";

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

export type UserPoolTier = "LITE" | "ESSENTIALS" | "PLUS";

export interface UserPoolSettings extends UserPoolMessages, SignInFactors {
  readonly address: string;
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly caseSensitive: boolean;
  /** Whether the stack says so itself; the service describes only what was said. */
  readonly hasUsernameConfiguration: boolean;
  readonly autoVerifiedAttributes: readonly string[];
  readonly passwordPolicy: PasswordPolicy;
  readonly verifyBeforeUpdate: readonly string[];
  /** Where a reset code may go, most wanted first. */
  readonly recovery: readonly ("verified_email" | "verified_phone_number" | "admin_only")[];
  readonly adminCreateUserOnly: boolean;
  readonly schema: readonly AttributeSchema[];
  readonly tier: UserPoolTier;
  /** Whose mailer it would be: the service's own, or the account's. */
  readonly emailSendingAccount: "COGNITO_DEFAULT" | "DEVELOPER";
  readonly deletionProtection: "ACTIVE" | "INACTIVE";
  readonly tags: Readonly<Record<string, string>>;
  readonly clients: readonly UserPoolClientSettings[];
  /** Groups and users that are resources of the stack themselves. */
  readonly declared: DeclaredResources;
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
  declared: DeclaredResources,
): UserPoolSettings {
  args.hasNoLocalEffect("tags_all", "sms_configuration", "sms_authentication_message");
  refuseLambdaTriggers(args);

  return {
    address: resource.address,
    id: localId(stack, resource),
    name: args.string("name") ?? resource.name,
    region: stack.region,
    usernameAttributes: args.strings("username_attributes") ?? [],
    aliasAttributes: args.strings("alias_attributes") ?? [],
    caseSensitive: args.block("username_configuration")?.boolean("case_sensitive") ?? true,
    hasUsernameConfiguration: args.has("username_configuration"),
    autoVerifiedAttributes: args.strings("auto_verified_attributes") ?? [],
    passwordPolicy: readPasswordPolicy(args.block("password_policy")),
    ...readSignInFactors(args),
    verifyBeforeUpdate:
      args.block("user_attribute_update_settings")?.strings("attributes_require_verification_before_update") ?? [],
    recovery: readRecovery(args),
    adminCreateUserOnly: args.block("admin_create_user_config")?.boolean("allow_admin_create_user_only") ?? false,
    schema: readSchema(args.blocks("schema")),
    ...readMessages(args),
    tier: readTier(args, clients),
    emailSendingAccount: readEmailSendingAccount(args.block("email_configuration")),
    deletionProtection: choice(args, "deletion_protection", ["ACTIVE", "INACTIVE"], "INACTIVE"),
    tags: args.stringMapOfResolved("tags") ?? {},
    clients,
    declared,
  };
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

function readEmailSendingAccount(block: Arguments | undefined): UserPoolSettings["emailSendingAccount"] {
  block?.hasNoLocalEffect("from_email_address", "reply_to_email_address", "source_arn", "configuration_set");
  if (block === undefined) return "COGNITO_DEFAULT";
  return choice(block, "email_sending_account", ["COGNITO_DEFAULT", "DEVELOPER"], "COGNITO_DEFAULT");
}

/** What the cheapest tier does without. Source: Developer Guide, "User pool feature plans". */
function readTier(args: Arguments, clients: readonly UserPoolClientSettings[]): UserPoolTier {
  const tier = choice(args, "user_pool_tier", ["LITE", "ESSENTIALS", "PLUS"], "ESSENTIALS");
  if (tier !== "LITE") return tier;
  const refuse = (what: string) => new ArgumentError(args.address, "user_pool_tier", `LITE has no ${what}`);
  const factors = args.block("sign_in_policy")?.strings("allowed_first_auth_factors") ?? [];
  const factor = factors.find((name) => name !== "PASSWORD");
  if (factor !== undefined) throw refuse(`first factor ${factor}`);
  if (args.has("email_mfa_configuration")) throw refuse("one-time codes by e-mail");
  if (clients.some(({ rotation }) => rotation !== undefined)) throw refuse("refresh_token_rotation");
  return tier;
}

function readRecovery(args: Arguments): UserPoolSettings["recovery"] {
  const mechanisms = (args.block("account_recovery_setting")?.blocks("recovery_mechanism") ?? []).map((block) => ({
    name: choice(block, "name", ["verified_email", "verified_phone_number", "admin_only"], "verified_email"),
    priority: block.number("priority") ?? 1,
  }));
  if (mechanisms.length === 0) return ["verified_phone_number", "verified_email"]; // the service's legacy order
  return mechanisms.toSorted((a, b) => a.priority - b.priority).map(({ name }) => name);
}
