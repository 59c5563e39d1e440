/** What the page is told about its stage (`/config.json`), derived from the synthesized stack. */
import { existsSync } from "node:fs";
import { readOutputs } from "./outputs";
import { readStack, type Stack } from "./terraform/stack";
import type { UserPoolSettings } from "./terraform/user-pool/settings";
import { readUserPools } from "./terraform/user-pools";

/** The file's format, also of the one that a deploy writes. The page takes this type, and validates what it gets. */
export interface PageConfig {
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Another address of the user pool than Amazon's: the embedded one. */
  readonly userPoolEndpoint?: string;
  /** Base to which `/api/…` is appended, without a trailing slash. */
  readonly apiUrl: string;
  /** The messages that the embedded pool would have sent. Absent in the cloud. */
  readonly inboxUrl?: string;
  readonly passwordPolicy: {
    readonly minimumLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireNumbers: boolean;
    readonly requireSymbols: boolean;
  };
  /** Whether an authenticator app can be set up. */
  readonly totp: boolean;
  /** Whether passkeys can be added. */
  readonly passkeys: boolean;
}

export interface LocalAddresses {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly pageUrl: string;
  readonly userPoolUrl: string;
}

/** For the page beside the embedded user pool. */
export function localPageConfig(
  stack: Stack,
  { userPoolId, userPoolClientId, pageUrl, userPoolUrl }: LocalAddresses,
): PageConfig {
  const pool = readUserPools(stack).pools.find(({ id }) => id === userPoolId);
  if (pool === undefined)
    throw new Error(`The stack ${stack.name} no longer has the user pool ${userPoolId}: restart.`);
  return {
    region: stack.region,
    userPoolId,
    userPoolClientId,
    userPoolEndpoint: userPoolUrl,
    apiUrl: pageUrl,
    inboxUrl: `${userPoolUrl}/inbox`,
    ...signInRules(pool),
  };
}

export interface DeployedPageConfig {
  readonly stage: string;
  /** The deployed API, with the stage. */
  readonly apiUrl: string;
  readonly config: PageConfig;
}

/**
 * For the local page of a deployed stage. Terraform's outputs do not tell the password rules: they come from the
 * stage's synthesized stack, made by `synthesize` where this checkout has none.
 */
export async function deployedPageConfig(
  outputsFile: string,
  pageUrl: string,
  synthesize: (environment: NodeJS.ProcessEnv) => Promise<string>,
): Promise<DeployedPageConfig> {
  const { stage, apiUrl, region, userPoolId, userPoolClientId } = readOutputs(outputsFile);
  const known = `cdktf.out/stacks/${stage}/cdk.tf.json`;
  const file = existsSync(known) ? known : await synthesize({ ...process.env, STAGE: stage, AWS_REGION: region });
  const [pool] = readUserPools(readStack(file)).pools;
  if (pool === undefined) throw new Error(`The stack in ${file} has no user pool.`);
  return { stage, apiUrl, config: { region, userPoolId, userPoolClientId, apiUrl: pageUrl, ...signInRules(pool) } };
}

function signInRules({ passwordPolicy, softwareTokenMfa, mfaConfiguration, firstFactors, webAuthn }: UserPoolSettings) {
  const { minimumLength, requireLowercase, requireUppercase, requireNumbers, requireSymbols } = passwordPolicy;
  return {
    passwordPolicy: { minimumLength, requireLowercase, requireUppercase, requireNumbers, requireSymbols },
    totp: softwareTokenMfa && mfaConfiguration !== "OFF",
    passkeys: firstFactors.includes("WEB_AUTHN") && webAuthn !== undefined,
  };
}
