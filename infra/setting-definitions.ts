/**
 * Every setting of a stage: its type, its default and what it does. An environment variable each, named after the key
 * (`wafRateLimit` is `WAF_RATE_LIMIT`). docs/settings.md is generated from this table.
 */
import { z } from "zod";

/** A default that holds everywhere, or one for `dev*` stages and one for all others. */
type Default = string | { readonly dev: string; readonly elsewhere: string };

export interface SettingDefinition<Value> {
  /** Turns the variable's text into the value, or refuses it. */
  readonly schema: z.ZodType<Value, string>;
  /** What is allowed, for people. */
  readonly type: string;
  /** As text, and read by the same schema. Without one the setting may stay unset. */
  readonly default?: Default;
  /** For people: what holds while the setting is unset, or what its default is made of. */
  readonly unset?: Default;
  readonly effect: string;
}

type Described = Omit<SettingDefinition<unknown>, "schema" | "default">;

/** A setting that always has a value. */
function setting<Value>(schema: z.ZodType<Value, string>, byDefault: Default, described: Described) {
  return { schema, default: byDefault, ...described } satisfies SettingDefinition<Value>;
}

/** A setting that may stay unset. */
function optional<Value>(schema: z.ZodType<Value, string>, described: Described): SettingDefinition<Value | undefined> {
  return { schema, ...described };
}

const onOff = z.enum(["on", "off"], "must be on or off").transform((text) => text === "on");
const text = (pattern: RegExp, expected: string) => z.string().regex(pattern, `must be ${expected}`);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(", ")}`) as unknown as z.ZodType<Values[number], string>;
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** Retention periods that CloudWatch Logs knows, in days (CloudWatch Logs API Reference, "PutRetentionPolicy"). */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const origins = z.string().transform((value, context): readonly string[] => {
  const list = value.split(",").map((origin) => origin.trim());
  const wrong = list.filter((origin) => origin !== "*" && !isOrigin(origin));
  if (wrong.length > 0) {
    const named = wrong.map((origin) => JSON.stringify(origin)).join(", ");
    context.addIssue(`holds ${named}: an origin is scheme, host and port only, like https://app.example.com`);
  }
  if (list.includes("*") && list.length > 1) context.addIssue("mixes * with origins: name the origins, or only *");
  return list;
});

function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value;
}

export const settingDefinitions = {
  stage: setting(
    text(/^[a-z][a-z0-9-]{0,19}$/, "1 to 20 lower-case letters, digits or -, beginning with a letter"),
    "dev",
    {
      type: "`[a-z][a-z0-9-]{0,19}`",
      unset: "`dev` + the value of `SLSUSER`",
      effect:
        "Name of the stage: one stack, one state, one set of names in AWS. Stages whose name begins with `dev` get the defaults for development.",
    },
  ),
  awsRegion: setting(text(/^[a-z]{2,3}(-[a-z]+)+-\d$/, "an AWS region like eu-west-1"), "eu-west-1", {
    type: "AWS region",
    effect: "Region of everything but the page's certificate. A stage stays in its region: its users live there.",
  }),

  corsAllowedOrigins: optional(origins, {
    type: "origins separated by commas, or `*`",
    unset: { dev: "`*`", elsewhere: "the page's own origin" },
    effect:
      "Web origins that may call the API from a browser. Our own hosted page needs none. `*` is refused outside `dev*` stages.",
  }),
  throttleRate: setting(integer(1, 1_000_000), "100", {
    type: "1–1000000 requests per second",
    effect:
      "Requests per second that the API's stage takes in the long run; above it answers 429. An account starts with 10000 for " +
      "all its APIs (docs/scale.md).",
  }),
  throttleBurst: setting(integer(1, 500_000), "200", {
    type: "1–500000 requests",
    effect: "Requests that the API's stage takes at once before the rate counts. An account starts with 5000.",
  }),
  lambdaMemoryMb: setting(integer(128, 10_240), "512", {
    type: "128–10240 MB",
    effect: "Memory of the function, and with it its share of CPU.",
  }),
  lambdaConcurrency: optional(integer(1, 100_000), {
    type: "whole number",
    effect: "Concurrent executions reserved for (and the most allowed to) the function. Unset: the account's pool.",
  }),
  logLevel: setting(oneOf(["debug", "info", "warn", "error", "silent"]), "info", {
    type: "`debug`, `info`, `warn`, `error` or `silent`",
    effect: "What the function logs.",
  }),

  passwordMinimumLength: setting(integer(8, 99), "8", {
    type: "8–99 characters",
    effect: "Shortest password. Lower case, upper case, digit and symbol are always required.",
  }),
  idTokenMinutes: setting(integer(5, 1_440), "60", {
    type: "5–1440 minutes",
    effect: "Lifetime of ID and access tokens. A signed-out or deleted user's tokens are good for this long.",
  }),
  refreshTokenDays: setting(integer(1, 3_650), "30", {
    type: "1–3650 days",
    effect: "How long a user stays signed in.",
  }),
  totp: setting(onOff, "on", {
    type: "`on` or `off`",
    effect: "Whether users may protect their sign-in with an authenticator app.",
  }),
  passkeys: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect: "Whether users may sign in with a passkey. The relying party id is the page's domain.",
    },
  ),
  userPoolTier: optional(oneOf(["LITE", "ESSENTIALS", "PLUS"]), {
    type: "`LITE`, `ESSENTIALS` or `PLUS`",
    unset: "AWS's own: ESSENTIALS for a new pool",
    effect: "Feature plan of the user pool. Passkeys need ESSENTIALS.",
  }),
  emailSender: optional(oneOf(["cognito", "ses"]), {
    type: "`cognito` or `ses`",
    unset: { dev: "`cognito`", elsewhere: "must be said" },
    effect:
      "Who sends the codes. `cognito` sends 50 e-mails a day for the whole account; `ses` needs SES_IDENTITY_ARN and EMAIL_FROM.",
  }),
  sesIdentityArn: optional(text(/^arn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity\/.+$/, "the ARN of an SES identity"), {
    type: "ARN",
    effect: "Verified SES identity to send from.",
  }),
  emailFrom: optional(text(/^([^<>@]+ <)?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?$/, "an address, or `Name <address>`"), {
    type: "`address` or `Name <address>`",
    effect: "Sender of the codes, with SES.",
  }),
  deletionProtection: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect: "Whether AWS and Terraform refuse to delete the user pool.",
    },
  ),

  hosting: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect:
        "Whether the page is hosted: S3 behind CloudFront, with the API on the same domain. Off: use the local page, `npm start -- --outputs outputs.json`.",
    },
  ),
  pageDomain: optional(
    text(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a host name like app.example.com"),
    {
      type: "host name",
      unset: "the distribution's own `….cloudfront.net`",
      effect:
        "The page's own domain, with a certificate in us-east-1. With HOSTING=off: where your page lives instead.",
    },
  ),
  pageZoneId: optional(text(/^[A-Z0-9]{1,32}$/, "the id of a Route 53 hosted zone"), {
    type: "hosted zone id",
    effect: "Route 53 zone of PAGE_DOMAIN: gets the certificate's proof and the page's records.",
  }),
  waf: setting(onOff, "off", {
    type: "`on` or `off`",
    effect: "Whether AWS WAF (managed rules and a rate limit) stands before the API's stage and the user pool.",
  }),
  wafRateLimit: setting(integer(10, 2_000_000), "2000", {
    type: "10–2000000 requests",
    effect: "Requests that one address may make in five minutes, with WAF=on.",
  }),

  logRetentionDays: setting(
    integer(1, 3_653).refine((days) => retentionDays.includes(days), `must be one of ${retentionDays.join(", ")}`),
    { dev: "14", elsewhere: "365" },
    { type: "days, one of CloudWatch's periods", effect: "How long logs are kept." },
  ),
  accessLog: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect:
        "One line a request in the stage's access log, with the user's `sub`. Needs the account's API Gateway logging role.",
    },
  ),
  apiGatewayAccountRole: setting(onOff, "off", {
    type: "`on` or `off`",
    effect: "Whether this stage owns the API Gateway logging role, of which an account has one per region.",
  }),
  xRay: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect: "X-Ray traces of the stage and the function.",
    },
  ),
  alarms: setting(
    onOff,
    { dev: "off", elsewhere: "on" },
    {
      type: "`on` or `off`",
      effect: "Alarms on errors, latency and throttling, an SNS topic that they go to, and a dashboard.",
    },
  ),
  alarmEmail: optional(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address"), {
    type: "e-mail address",
    effect: "Subscribed to the alarms' topic (AWS asks it to confirm).",
  }),
  alarmLatencyMs: setting(integer(50, 29_000), "3000", {
    type: "50–29000 ms",
    effect: "The slowest 1 % of requests may take this long before an alarm.",
  }),

  tfStateBucket: optional(text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of an S3 bucket"), {
    type: "bucket name",
    unset: { dev: "a local file", elsewhere: "must be said" },
    effect: "S3 bucket with the Terraform state (`npm run bootstrap` makes one), locked natively.",
  }),
  tfStateRegion: optional(text(/^[a-z]{2,3}(-[a-z]+)+-\d$/, "an AWS region like eu-west-1"), {
    type: "AWS region",
    unset: "`AWS_REGION`",
    effect: "Region of that bucket.",
  }),
};

export type SettingName = keyof typeof settingDefinitions;

/** `wafRateLimit` → `WAF_RATE_LIMIT`: the environment variable of a setting. */
export function variableOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
