/** The claims of ID and access tokens. Source: Developer Guide, "Understanding user pool JSON web tokens". */
import type { UserPoolClientSettings } from "../../terraform/user-pool/client-settings";
import { canRead } from "./attribute-access";
import { type Group, preferredRole } from "./groups";
import type { Claims } from "./jwt";
import type { TokenFamily } from "./token-families";
import type { User } from "./user";

export interface TokenContext {
  readonly issuer: string;
  readonly client: UserPoolClientSettings;
  readonly user: User;
  readonly family: TokenFamily;
  /** Of the user, in order of precedence. */
  readonly groups: readonly Group[];
  /** Epoch seconds. */
  readonly issuedAt: number;
}

/** Scope of every sign-in through the API. */
export const signInScope = "aws.cognito.signin.user.admin";

export function idTokenClaims(context: TokenContext, jti: string): Claims {
  const { client, user, issuedAt, groups } = context;
  const readable = Object.entries(user.attributes).filter(([name]) => canRead(client, name));
  return {
    ...Object.fromEntries(readable.map(([name, value]) => [name, claimValue(name, value)])),
    ...sharedClaims(context),
    ...roleClaims(groups),
    "cognito:username": user.username,
    aud: client.id,
    token_use: "id",
    exp: issuedAt + client.idTokenSeconds,
    iat: issuedAt,
    jti,
  };
}

export function accessTokenClaims(context: TokenContext, jti: string): Claims {
  const { client, user, issuedAt } = context;
  return {
    ...sharedClaims(context),
    client_id: client.id,
    token_use: "access",
    scope: signInScope,
    exp: issuedAt + client.accessTokenSeconds,
    iat: issuedAt,
    jti,
    username: user.username,
  };
}

function sharedClaims({ issuer, client, user, family, groups }: TokenContext): Claims {
  const isRevocable = client.enableTokenRevocation || client.rotation !== undefined;
  return {
    sub: user.sub,
    ...(groups.length > 0 ? { "cognito:groups": groups.map(({ name }) => name) } : {}),
    iss: issuer,
    ...(isRevocable ? { origin_jti: family.originJti } : {}),
    event_id: family.id, // U: that a refresh keeps it
    auth_time: family.authTime,
  };
}

/** The roles of the user's groups, for ID tokens alone. */
function roleClaims(groups: readonly Group[]): Claims {
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  const preferred = preferredRole(groups);
  return {
    ...(roles.length > 0 ? { "cognito:roles": roles } : {}),
    ...(preferred !== undefined ? { "cognito:preferred_role": preferred } : {}),
  };
}

/** Verified flags are text in the profile, and booleans in the token. */
function claimValue(name: string, value: string): string | boolean {
  return name === "email_verified" || name === "phone_number_verified" ? value === "true" : value;
}
