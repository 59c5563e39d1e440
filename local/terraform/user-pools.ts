/**
 * The user pools and app clients of a synthesized stack, as typed settings with the service's defaults filled in.
 *
 * Three kinds of argument: honoured ones are read here; ones without effect on one machine are named as such; the rest
 * is listed in `notices`. What would make the local pool let through more than the real one stops the start.
 *
 * Source: Terraform provider aws 5.100, resources "aws_cognito_user_pool" and "aws_cognito_user_pool_client";
 * groups and users are read in user-pool/declared-users.ts.
 */
import { ArgumentError } from "./argument-errors";
import { Arguments } from "./arguments";
import { localId } from "./identifiers";
import { resourcesOfType, type Stack } from "./stack";
import { readClient, type UserPoolClientSettings } from "./user-pool/client-settings";
import { declaredIn, declaredTypes, readDeclared } from "./user-pool/declared-users";
import { readPool, type UserPoolSettings } from "./user-pool/settings";

export interface UserPoolsOfStack {
  readonly pools: readonly UserPoolSettings[];
  /** Every client with its pool, in the stack's order. */
  readonly clients: readonly { readonly pool: UserPoolSettings; readonly client: UserPoolClientSettings }[];
  /** One line for each argument and resource that the local pool does not honour. */
  readonly notices: readonly string[];
}

/**
 * @throws ArgumentError an argument is missing or malformed
 * @throws UnenforceableArgumentError the local pool would be less strict than the one asked for
 */
export function readUserPools(stack: Stack): UserPoolsOfStack {
  const notices: string[] = [];
  const list = (args: Arguments) =>
    notices.push(...args.ignored().map((name) => `${args.address}: ${name}${instead[name] ?? ""}`));

  const clients = resourcesOfType(stack, "aws_cognito_user_pool_client").map((resource) => {
    const args = Arguments.of(stack, resource);
    const client = { poolId: args.requireString("user_pool_id"), settings: readClient(stack, resource, args) };
    list(args);
    if (args.strings("explicit_auth_flows")?.includes("ALLOW_CUSTOM_AUTH")) {
      notices.push(`${args.address}: explicit_auth_flows ALLOW_CUSTOM_AUTH (refused: it needs Lambda triggers)`);
    }
    return client;
  });
  const declared = readDeclared(stack, list);
  const pools = resourcesOfType(stack, "aws_cognito_user_pool").map((resource) => {
    const id = localId(stack, resource);
    const args = Arguments.of(stack, resource);
    const own = clients.filter(({ poolId }) => poolId === id).map(({ settings }) => settings);
    const pool = readPool(stack, resource, args, own, declaredIn(id, declared));
    list(args);
    if (pool.firstFactors.includes("SMS_OTP")) {
      const name = "sign_in_policy.allowed_first_auth_factors";
      notices.push(`${args.address}: ${name} SMS_OTP (never offered: no text messages are sent)`);
    }
    if (pool.mfaConfiguration !== "OFF" && args.has("sms_configuration")) {
      notices.push(`${args.address}: sms_configuration (no second factor: no text messages are sent)`);
    }
    return pool;
  });
  const withPools = clients.map(({ poolId, settings: client }) => {
    const pool = pools.find(({ id }) => id === poolId);
    if (pool !== undefined) return { pool, client };
    throw new ArgumentError(client.address, "user_pool_id", "names a user pool that this stack does not hold");
  });
  for (const { address, userPoolId } of Object.values(declared).flat()) {
    if (!pools.some(({ id }) => id === userPoolId)) {
      throw new ArgumentError(address, "user_pool_id", "names a user pool that this stack does not hold");
    }
  }
  return { pools, clients: withPools, notices: [...notices, ...unservedResources(stack)] };
}

/** What happens in place of an argument. */
const instead: Readonly<Record<string, string>> = {
  "web_authn_configuration.relying_party_id": " (localhost here)",
};

const served = new Set<string>(["aws_cognito_user_pool", "aws_cognito_user_pool_client", ...declaredTypes]);

function unservedResources(stack: Stack): string[] {
  return stack.resources
    .filter(({ type, address }) => type.startsWith("aws_cognito_") && !address.startsWith("data.") && !served.has(type))
    .map(({ address }) => `${address}: the whole resource`);
}
