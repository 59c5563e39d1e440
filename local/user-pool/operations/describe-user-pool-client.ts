/**
 * DescribeUserPoolClient: the app client as the stack asks for it, its secret included.
 * @throws ResourceNotFoundException Source: API Reference, "DescribeUserPoolClient", "UserPoolClientType".
 */
import type { TokenKind, UserPoolClientSettings } from "../../terraform/user-pool/client-settings";
import { clientId, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import type { Pool } from "../pool";
import type { PoolAndClient } from "../pools";
import { operation } from "./operation";

export const describeUserPoolClient = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  answer: ({ pools }, { UserPoolId, ClientId }) => ({
    UserPoolClient: wireClient(pools.requireClientOf(UserPoolId, ClientId)),
  }),
});

function wireClient({ pool, client }: PoolAndClient) {
  const { readAttributes, writeAttributes, rotation, secret } = client;
  return {
    ...clientDescription(pool, client),
    ClientSecret: secret,
    ...pool.history.datesOf(client.id),
    ...wireValidities(client),
    ReadAttributes: readAttributes && [...readAttributes],
    WriteAttributes: writeAttributes && [...writeAttributes],
    ExplicitAuthFlows: [...client.authFlows],
    AllowedOAuthFlowsUserPoolClient: false,
    PreventUserExistenceErrors: client.hidesUserExistence ? "ENABLED" : "LEGACY",
    EnableTokenRevocation: client.enableTokenRevocation,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: client.sessionSeconds / 60,
    RefreshTokenRotation: rotation && { Feature: "ENABLED", RetryGracePeriodSeconds: rotation.graceSeconds },
  };
}

/** What ListUserPoolClients tells of a client. */
export function clientDescription({ id }: Pick<Pool, "id">, client: UserPoolClientSettings) {
  return { ClientId: client.id, UserPoolId: id, ClientName: client.name };
}

const members: Readonly<Record<TokenKind, readonly [validity: string, unit: string]>> = {
  access_token: ["AccessTokenValidity", "AccessToken"],
  id_token: ["IdTokenValidity", "IdToken"],
  refresh_token: ["RefreshTokenValidity", "RefreshToken"],
};

/** Lifetimes in the units that were asked for; the refresh token's is always told. */
function wireValidities({ validities }: UserPoolClientSettings) {
  const asked = Object.entries({ refresh_token: { value: 30, unit: "days" }, ...validities }) as [
    TokenKind,
    { value: number; unit: string },
  ][];
  return {
    ...Object.fromEntries(asked.map(([kind, { value }]) => [members[kind][0], value])),
    TokenValidityUnits: Object.fromEntries(asked.map(([kind, { unit }]) => [members[kind][1], unit])),
  };
}
