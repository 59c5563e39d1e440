/**
 * The settings of one stage, parsed and validated once. All faults are reported together, before anything is
 * synthesized.
 */
import type { z } from "zod";
import { type SettingDefinition, type SettingName, settingDefinitions, variableOf } from "./setting-definitions";

export type Environment = Readonly<Record<string, string | undefined>>;

type Definitions = typeof settingDefinitions;

/** The value of every setting, defaults included. */
type SettingValues = {
  readonly [Name in SettingName]: Definitions[Name] extends SettingDefinition<infer Value> ? Value : never;
};

export interface Settings extends SettingValues {
  /** Stages for development: cheap, unprotected, deployed and destroyed at will. */
  readonly isDevStage: boolean;
  /** From package.json. */
  readonly project: string;
  /** `<stage>-<project>`: what every name in AWS begins with. */
  readonly prefix: string;
  /** On everything that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly emailSender: "cognito" | "ses";
  readonly tfStateRegion: string;
  /** S3 of an emulator is addressed by path: `<bucket>.127.0.0.1` is no host. */
  readonly pathStyleS3: boolean;
}

/** One or more settings are missing, malformed, or do not go together. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  constructor(readonly faults: readonly string[]) {
    super(`The settings of the stage are not usable:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}

/**
 * @param projectName `name` of package.json, a scope is dropped
 * @throws SettingsError naming every fault, not only the first
 */
export function parseSettings(environment: Environment, projectName: string): Settings {
  const stage = environment.STAGE || `dev${environment.SLSUSER ?? ""}`;
  const isDevStage = stage.startsWith("dev");
  const { values, faults } = readEach({ ...environment, STAGE: stage }, isDevStage);

  const project = projectName.replace(/^@[^/]*\//, "");
  const settings: Settings = {
    ...values,
    isDevStage,
    project,
    prefix: `${stage}-${project}`,
    tags: { Project: project, Stage: stage },
    corsAllowedOrigins: values.corsAllowedOrigins ?? (isDevStage ? ["*"] : undefined),
    emailSender: values.emailSender ?? "cognito",
    tfStateRegion: values.tfStateRegion ?? values.awsRegion,
    pathStyleS3: Boolean(environment.AWS_ENDPOINT_URL || environment.AWS_ENDPOINT_URL_S3),
  };
  // A variable that was refused is not also reported as missing.
  const isUnset: IsUnset = (name) => !environment[variableOf(name)];
  const all = [
    ...faults,
    ...nameFaults(settings),
    ...combinationFaults(settings, isUnset),
    ...productionFaults(settings, isUnset),
  ];
  if (all.length > 0) throw new SettingsError(all);
  return settings;
}

function readEach(environment: Environment, isDevStage: boolean): { values: SettingValues; faults: string[] } {
  const faults: string[] = [];
  const entries = Object.entries(settingDefinitions).map(([name, definition]) => {
    const { schema, default: byDefault } = definition as SettingDefinition<unknown>;
    const defaultText = typeof byDefault === "object" ? byDefault[isDevStage ? "dev" : "elsewhere"] : byDefault;
    const given = environment[variableOf(name)] || defaultText;
    if (given === undefined) return [name, undefined];

    const result = schema.safeParse(given);
    if (result.success) return [name, result.data];
    faults.push(...result.error.issues.map((issue) => describeIssue(name, given, issue)));
    return [name, defaultText === undefined ? undefined : schema.parse(defaultText)];
  });
  return { values: Object.fromEntries(entries) as SettingValues, faults };
}

function describeIssue(name: string, given: string, { message }: z.core.$ZodIssue): string {
  return `${variableOf(name)} ${message} (it is ${JSON.stringify(given)})`;
}

/** Names in AWS are limited; the longest made from the prefix is an S3 bucket's (63). */
function nameFaults({ project, prefix }: Settings): string[] {
  if (!/^[a-z][a-z0-9-]*$/.test(project)) {
    return [
      `the project's name in package.json must be lower-case letters, digits and - (it is ${JSON.stringify(project)})`,
    ];
  }
  if (prefix.length > 44) {
    return [
      `stage and project together make ${prefix.length} characters (${prefix}), 44 are allowed: shorten STAGE or the name in package.json`,
    ];
  }
  return [];
}

type IsUnset = (name: SettingName) => boolean;

function combinationFaults(settings: Settings, isUnset: IsUnset): string[] {
  const { hosting, pageDomain, passkeys, userPoolTier, emailSender, isDevStage } = settings;
  const faults: string[] = [];
  if (passkeys && userPoolTier === "LITE") {
    faults.push("PASSKEYS=on needs USER_POOL_TIER=ESSENTIALS (or PLUS): LITE has no passkeys");
  }
  if (passkeys && !hosting && pageDomain === undefined && !isDevStage) {
    faults.push("PASSKEYS=on needs a page to bind passkeys to: HOSTING=on, or PAGE_DOMAIN, or say PASSKEYS=off");
  }
  if (hosting && isUnset("pageDomain") !== isUnset("pageZoneId")) {
    faults.push("PAGE_DOMAIN and PAGE_ZONE_ID belong together with HOSTING=on: set both, or neither");
  }
  if (emailSender === "ses" && (isUnset("sesIdentityArn") || isUnset("emailFrom"))) {
    faults.push("EMAIL_SENDER=ses needs SES_IDENTITY_ARN and EMAIL_FROM");
  }
  if (emailSender !== "ses" && !(isUnset("sesIdentityArn") && isUnset("emailFrom"))) {
    faults.push("SES_IDENTITY_ARN and EMAIL_FROM have an effect with EMAIL_SENDER=ses only: set it, or leave them out");
  }
  if (settings.alarmEmail !== undefined && !settings.alarms) {
    faults.push("ALARM_EMAIL has an effect with ALARMS=on only: set it, or leave it out");
  }
  return faults;
}

/** What a stage with real users must say out loud. */
function productionFaults(settings: Settings, isUnset: IsUnset): string[] {
  const { isDevStage, corsAllowedOrigins, hosting, pageDomain } = settings;
  if (isDevStage) return [];
  const faults: string[] = [];
  if (isUnset("tfStateBucket")) {
    faults.push(
      "TF_STATE_BUCKET is missing: outside dev* stages the state does not live on one machine (`npm run bootstrap` makes a bucket)",
    );
  }
  if (isUnset("emailSender")) {
    faults.push("EMAIL_SENDER is missing: `ses`, or `cognito` if 50 e-mails a day are enough");
  }
  if (corsAllowedOrigins?.includes("*")) {
    faults.push("CORS_ALLOWED_ORIGINS must name origins outside dev* stages, not *");
  }
  if (isUnset("corsAllowedOrigins") && !hosting && pageDomain === undefined) {
    faults.push(
      "CORS_ALLOWED_ORIGINS is missing: without HOSTING=on or PAGE_DOMAIN there is no page whose origin it could be",
    );
  }
  return faults;
}
