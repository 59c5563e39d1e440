/** Users with passkeys, registered through the API. */
import {
  CompleteWebAuthnRegistrationCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TerraformArguments } from "./a-stack";
import type { TestPool } from "./running-pool";
import {
  type Assertion,
  type Circumstances,
  type CreationOptions,
  makePasskey,
  type RequestOptions,
  type SoftwarePasskey,
} from "./software-authenticator";
import { aConfirmedUser, signIn, type TestUser, type Tokens } from "./users";

export const passkeyPool: TerraformArguments = {
  sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] },
  web_authn_configuration: { relying_party_id: "app.example.com", user_verification: "required" },
};

/** Lets users choose what they sign in with; tests get their first tokens by password. */
export const userAuthClient: TerraformArguments = {
  explicit_auth_flows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
};

export async function creationOptions({ cognito }: TestPool, AccessToken: string): Promise<CreationOptions> {
  const answer = await cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  return answer.CredentialCreationOptions as unknown as CreationOptions;
}

export function complete({ cognito }: TestPool, AccessToken: string, Credential: object) {
  return cognito.send(
    new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as Record<string, string> }),
  );
}

export async function register(
  pool: TestPool,
  AccessToken: string,
  circumstances?: Circumstances,
): Promise<SoftwarePasskey> {
  const passkey = makePasskey(await creationOptions(pool, AccessToken), circumstances);
  await complete(pool, AccessToken, passkey.credential);
  return passkey;
}

export interface UserWithPasskey extends TestUser, Tokens {
  readonly passkey: SoftwarePasskey;
}

export async function aUserWithPasskey(pool: TestPool, circumstances?: Circumstances): Promise<UserWithPasskey> {
  const user = await aConfirmedUser(pool);
  const tokens = await signIn(pool, user);
  return { ...user, ...tokens, passkey: await register(pool, tokens.AccessToken, circumstances) };
}

/** What a WEB_AUTHN challenge asks the browser for. */
export function requestOptions(challenge: { ChallengeParameters?: Record<string, string> | undefined }) {
  return JSON.parse(challenge.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "null") as RequestOptions & {
    readonly allowCredentials: readonly { readonly id: string }[];
  };
}

export const asText = (assertion: Assertion): string => JSON.stringify(assertion);
