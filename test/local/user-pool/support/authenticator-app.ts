/** A user's authenticator app: set up through the API, and reading the pool's clock. */
import {
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { totp } from "../../../support/totp";
import type { TestPool } from "./running-pool";
import { aConfirmedUser, signIn, type TestUser } from "./users";

/** The code that an app with this key shows, `stepsAhead` steps of 30 s from now. */
export function codeOf({ clock }: Pick<TestPool, "clock">, key: string, stepsAhead = 0): string {
  return totp(key, clock().getTime() + stepsAhead * 30_000);
}

export interface UserWithApp extends TestUser {
  readonly AccessToken: string;
  readonly key: string;
  /** A code that was not used: the clock moves on to the next one. */
  nextCode(): string;
}

/** A verified app that sign-in does not ask for yet. */
export async function aUserWithApp(pool: TestPool, FriendlyDeviceName?: string): Promise<UserWithApp> {
  const user = await aConfirmedUser(pool);
  const { AccessToken } = await signIn(pool, user);
  const { SecretCode: key = "" } = await pool.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = codeOf(pool, key);
  await pool.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode, FriendlyDeviceName }));
  const nextCode = () => {
    pool.clock.advance(30);
    return codeOf(pool, key);
  };
  return { ...user, AccessToken, key, nextCode };
}

/** A user whom sign-in asks for the app's code. */
export async function aUserWithMfa(pool: TestPool, FriendlyDeviceName?: string): Promise<UserWithApp> {
  const user = await aUserWithApp(pool, FriendlyDeviceName);
  const { AccessToken } = user;
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await pool.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  return user;
}
