/**
 * What `aws_cognito_user_pool_client` says, typed, with the service's defaults filled in.
 * Source: Terraform provider aws 5.100, resource "aws_cognito_user_pool_client".
 */
import { choice } from "./argument-choice";
import { ArgumentError, type Arguments } from "./arguments";
import { localId } from "./identifiers";
import type { Resource, Stack } from "./stack";

export interface UserPoolClientSettings {
  readonly address: string;
  readonly id: string;
  readonly name: string;
  /** Set when the client was asked for with a secret. */
  readonly secret: string | undefined;
  /** `ALLOW_…` names. */
  readonly authFlows: ReadonlySet<string>;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly sessionSeconds: number;
  readonly hidesUserExistence: boolean;
  readonly enableTokenRevocation: boolean;
  readonly rotation: { readonly graceSeconds: number } | undefined;
  /** `undefined`: all standard attributes. */
  readonly readAttributes: ReadonlySet<string> | undefined;
  readonly writeAttributes: ReadonlySet<string> | undefined;
}

/** Flows of a client that names none. */
const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

/** @throws ArgumentError an argument is malformed, or two contradict each other */
export function readClient(stack: Stack, resource: Resource, args: Arguments): UserPoolClientSettings {
  args.hasNoLocalEffect("supported_identity_providers", "callback_urls", "logout_urls", "default_redirect_uri");
  args.hasNoLocalEffect("allowed_oauth_flows", "allowed_oauth_scopes", "allowed_oauth_flows_user_pool_client");
  const units = args.block("token_validity_units");
  const flows = args.strings("explicit_auth_flows") ?? [];
  const rotation = args.block("refresh_token_rotation");
  const rotates = rotation?.string("feature") === "ENABLED";
  if (rotates && flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw new ArgumentError(args.address, "refresh_token_rotation", "cannot be combined with ALLOW_REFRESH_TOKEN_AUTH");
  }
  const graceSeconds = rotation?.number("retry_grace_period_seconds") ?? 0;

  return {
    address: resource.address,
    id: localId(stack, resource),
    name: args.string("name") ?? resource.name,
    secret: args.boolean("generate_secret") ? clientSecret(stack, resource) : undefined,
    authFlows: new Set(flows.length === 0 ? defaultFlows : flows),
    accessTokenSeconds: validity(args, "access_token_validity", units?.string("access_token") ?? "hours", 3600),
    idTokenSeconds: validity(args, "id_token_validity", units?.string("id_token") ?? "hours", 3600),
    refreshTokenSeconds: validity(
      args,
      "refresh_token_validity",
      units?.string("refresh_token") ?? "days",
      30 * 86_400,
    ),
    sessionSeconds: (args.number("auth_session_validity") ?? 3) * 60,
    hidesUserExistence: choice(args, "prevent_user_existence_errors", ["LEGACY", "ENABLED"], "LEGACY") === "ENABLED",
    enableTokenRevocation: args.boolean("enable_token_revocation") ?? true,
    rotation: rotates ? { graceSeconds } : undefined,
    readAttributes: nameSet(args.strings("read_attributes")),
    writeAttributes: nameSet(args.strings("write_attributes")),
  };
}

/** 51 lower-case letters and digits, as the service makes them; the same after every restart, so no secret at all. */
function clientSecret(stack: Stack, { type, address }: Resource): string {
  const half = (part: number) => localId(stack, { type, address: `${address}.client_secret.${part}` });
  return `${half(1)}${half(2)}`.slice(0, 51);
}

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Lifetime in seconds; 0 and nothing mean the service's default. */
function validity(args: Arguments, name: string, unit: string, byDefault: number): number {
  const value = args.number(name) ?? 0;
  const seconds = unitSeconds[unit];
  if (seconds === undefined) {
    throw new ArgumentError(
      args.address,
      "token_validity_units",
      `must use ${Object.keys(unitSeconds).join(", ")}, not ${unit}`,
    );
  }
  return value === 0 ? byDefault : value * seconds;
}

function nameSet(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names === undefined || names.length === 0 ? undefined : new Set(names);
}
