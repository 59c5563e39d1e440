/**
 * What `aws_cognito_user_pool_client` says, typed, with the service's defaults filled in.
 * Source: Terraform provider aws 5.100, resource "aws_cognito_user_pool_client".
 */
import { choice } from "../argument-choice";
import { ArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";
import { localId } from "../identifiers";
import type { Resource, Stack } from "../stack";

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
  /** The lifetimes as the stack words them; what it leaves to the service is absent. */
  readonly validities: { readonly [T in TokenKind]?: Validity };
  readonly sessionSeconds: number;
  readonly hidesUserExistence: boolean;
  readonly enableTokenRevocation: boolean;
  readonly rotation: { readonly graceSeconds: number } | undefined;
  /** `undefined`: all standard attributes. */
  readonly readAttributes: ReadonlySet<string> | undefined;
  readonly writeAttributes: ReadonlySet<string> | undefined;
}

export type TokenKind = "access_token" | "id_token" | "refresh_token";

export interface Validity {
  readonly value: number;
  readonly unit: keyof typeof unitSeconds;
}

/** Flows of a client that names none. */
const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

/** @throws ArgumentError an argument is malformed, or two contradict each other */
export function readClient(stack: Stack, resource: Resource, args: Arguments): UserPoolClientSettings {
  args.hasNoLocalEffect("supported_identity_providers", "callback_urls", "logout_urls", "default_redirect_uri");
  args.hasNoLocalEffect("allowed_oauth_flows", "allowed_oauth_scopes", "allowed_oauth_flows_user_pool_client");
  const validities = readValidities(args);
  const flows = args.strings("explicit_auth_flows") ?? [];
  const rotation = args.block("refresh_token_rotation");
  const rotates = rotation?.string("feature") === "ENABLED";
  if (rotates && flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw new ArgumentError(args.address, "refresh_token_rotation", "cannot be combined with ALLOW_REFRESH_TOKEN_AUTH");
  }
  const graceSeconds = (rotation && numberWithin(rotation, "retry_grace_period_seconds", 0, 60, "seconds")) ?? 0;

  return {
    address: resource.address,
    id: localId(stack, resource),
    name: args.string("name") ?? resource.name,
    secret: args.boolean("generate_secret") ? clientSecret(stack, resource) : undefined,
    authFlows: new Set(flows.length === 0 ? defaultFlows : flows),
    accessTokenSeconds: seconds(validities.access_token) ?? 3600,
    idTokenSeconds: seconds(validities.id_token) ?? 3600,
    refreshTokenSeconds: seconds(validities.refresh_token) ?? 30 * daySeconds,
    validities,
    sessionSeconds: (numberWithin(args, "auth_session_validity", 3, 15, "minutes") ?? 3) * 60,
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

const daySeconds = 86_400;
const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: daySeconds } as const;

/** What the service takes, in seconds. Source: API Reference, "CreateUserPoolClient". */
const ranges = {
  access_token: { unit: "hours", least: 300, most: daySeconds, words: "5 minutes and 1 day" },
  id_token: { unit: "hours", least: 300, most: daySeconds, words: "5 minutes and 1 day" },
  refresh_token: { unit: "days", least: 3600, most: 3650 * daySeconds, words: "60 minutes and 3650 days" },
} as const;

function readValidities(args: Arguments): UserPoolClientSettings["validities"] {
  const units = args.block("token_validity_units");
  const kinds = Object.keys(ranges) as TokenKind[];
  const read = kinds.map((kind) => {
    const unit = units?.string(kind) ?? ranges[kind].unit;
    if (!isUnit(unit)) {
      const words = `must use ${Object.keys(unitSeconds).join(", ")}, not ${unit}`;
      throw new ArgumentError(args.address, `token_validity_units.${kind}`, words);
    }
    return [kind, { value: args.number(`${kind}_validity`) ?? 0, unit }] as const;
  });
  const asked = read.filter(([, { value }]) => value !== 0); // 0 and nothing mean the service's default
  for (const [kind, validity] of asked) {
    const { least, most, words } = ranges[kind];
    const lifetime = validity.value * unitSeconds[validity.unit];
    if (lifetime < least || lifetime > most) {
      throw new ArgumentError(args.address, `${kind}_validity`, `must be between ${words}`);
    }
  }
  return Object.fromEntries(asked);
}

function isUnit(text: string): text is keyof typeof unitSeconds {
  return Object.hasOwn(unitSeconds, text);
}

function seconds(validity: Validity | undefined): number | undefined {
  return validity === undefined ? undefined : validity.value * unitSeconds[validity.unit];
}

function numberWithin(args: Arguments, name: string, least: number, most: number, unit: string): number | undefined {
  const value = args.number(name);
  if (value !== undefined && (value < least || value > most)) {
    throw new ArgumentError(args.address, args.pathOf(name), `must be between ${least} and ${most} ${unit}`);
  }
  return value;
}

function nameSet(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names === undefined || names.length === 0 ? undefined : new Set(names);
}
