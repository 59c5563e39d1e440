/** The page's configuration: `/config.json`, written by the deploy or by `npm start`, so that one build serves every stage. */
import type { PageConfig } from "../local/page-config";

export type { PageConfig };
export type PasswordPolicy = PageConfig["passwordPolicy"];

/** `/config.json` is missing or wrong; says everything that is, not only the first. */
export class PageConfigError extends Error {
  override readonly name = "PageConfigError";
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }
}

/** @throws PageConfigError */
export async function loadPageConfig(origin: string): Promise<PageConfig> {
  const response = await fetch("/config.json").catch(() => undefined);
  if (response === undefined) throw new PageConfigError(["It could not be fetched: the server does not answer."]);
  const text = await response.text();
  if (!response.ok) {
    const reason = response.headers.get("content-type")?.includes("json") ? `: ${text}` : "";
    throw new PageConfigError([`It could not be fetched: status ${response.status}${reason}`]);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new PageConfigError(["It is not JSON."]);
  }
  return parsePageConfig(content, origin);
}

/** @param origin what a relative `apiUrl` is relative to @throws PageConfigError */
export function parsePageConfig(content: unknown, origin: string): PageConfig {
  const faults: string[] = [];
  const values: Record<string, unknown> = isRecord(content) ? content : {};
  const policy: Record<string, unknown> = isRecord(values.passwordPolicy) ? values.passwordPolicy : {};

  const need = <T>(name: string, value: unknown, kind: string, is: (value: unknown) => value is T): T => {
    if (!is(value)) faults.push(`${name} ${value === undefined ? "is missing" : `must be ${kind}`}.`);
    return value as T;
  };
  const text = (name: string) => need(name, values[name], "a text", isText);
  const flag = (name: string, value: unknown) => need(name, value, "true or false", isFlag);
  const address = (name: string) => {
    const value = need(
      name,
      values[name],
      "an address",
      (text): text is string => isText(text) && URL.canParse(text, origin),
    );
    return URL.canParse(value, origin) ? new URL(value, origin).href.replace(/\/$/, "") : "";
  };

  const config: PageConfig = {
    region: text("region"),
    userPoolId: need("userPoolId", values.userPoolId, "<region>_<letters or digits>", isUserPoolId),
    userPoolClientId: text("userPoolClientId"),
    ...(values.userPoolEndpoint === undefined ? {} : { userPoolEndpoint: address("userPoolEndpoint") }),
    apiUrl: address("apiUrl"),
    ...(values.inboxUrl === undefined ? {} : { inboxUrl: address("inboxUrl") }),
    passwordPolicy: {
      minimumLength: need("passwordPolicy.minimumLength", policy.minimumLength, "a number", isNumber),
      requireLowercase: flag("passwordPolicy.requireLowercase", policy.requireLowercase),
      requireUppercase: flag("passwordPolicy.requireUppercase", policy.requireUppercase),
      requireNumbers: flag("passwordPolicy.requireNumbers", policy.requireNumbers),
      requireSymbols: flag("passwordPolicy.requireSymbols", policy.requireSymbols),
    },
    totp: flag("totp", values.totp),
    passkeys: flag("passkeys", values.passkeys),
  };
  if (faults.length > 0) throw new PageConfigError(faults);
  return config;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isUserPoolId = (value: unknown): value is string => isText(value) && /^[\w-]+_[0-9a-zA-Z]+$/.test(value);
