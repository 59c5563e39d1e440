/** One check of a token, passed or failed. */

export interface Check {
  readonly name: "format" | "kid" | "signature" | "issuer" | "expiry" | "audience" | "token use" | "scope" | "e-mail";
  readonly passed: boolean;
  /** In words; for a failed check the reason. Never the token. */
  readonly text: string;
}

export function passed(name: Check["name"], text: string): Check {
  return { name, passed: true, text };
}

export function failed(name: Check["name"], text: string): Check {
  return { name, passed: false, text };
}

/** The failure that says most: an access token, say, lacks `aud` too, but its being one is the reason. */
export function tellingFailure(checks: readonly Check[]): Check | undefined {
  const order = ["format", "issuer", "kid", "signature", "token use", "expiry", "audience", "scope", "e-mail"] as const;
  return order.flatMap((name) => checks.find((check) => check.name === name && !check.passed) ?? [])[0];
}

/** How the text of a failed expiry begins where the time is over, and not missing or to come. */
export const expired = "the token expired";

/** What the gateway tells the client of a failure: an expired token has a message of its own. */
export function clientMessage({ name, text }: Check): string | undefined {
  return name === "expiry" && text.startsWith(expired) ? "The incoming token has expired" : undefined;
}
