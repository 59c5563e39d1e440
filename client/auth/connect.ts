/** Connects the page with its user pool: configures Amplify, and tells of what happens to the session. */
import { Amplify } from "aws-amplify";
import { fetchAuthSession } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { Hub } from "aws-amplify/utils";
import type { PageConfig } from "../config";
import { describeFailure, type Failure } from "./failure";
import { type Session, sessionOf } from "./session";

/** Which token a call carries. The API takes the ID token; the others are there to see it refuse. */
export const credentials = ["idToken", "accessToken", "none"] as const;
export type Credential = (typeof credentials)[number];

/** Amplify knows the API under three names, one for each credential, so that its `headers` can tell them apart. */
export function connect({ userPoolId, userPoolClientId, userPoolEndpoint, apiUrl }: PageConfig): void {
  const Cognito = { userPoolId, userPoolClientId, ...(userPoolEndpoint && { userPoolEndpoint }) };
  const REST = Object.fromEntries(credentials.map((name) => [name, { endpoint: apiUrl }]));
  Amplify.configure(
    { Auth: { Cognito }, API: { REST } },
    {
      API: {
        REST: {
          headers: ({ apiName }) => authorization(apiName as Credential),
          defaultAuthMode: "none", // never signed for IAM
          retryStrategy: { strategy: "no-retry" }, // what is shown is one request and how long it took
        },
      },
    },
  );
}

async function authorization(credential: Credential): Promise<Record<string, string>> {
  const token = await tokenFor(credential);
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

/** The token to send, refreshed when it has expired; `undefined` where there is none. */
export async function tokenFor(credential: Credential): Promise<string | undefined> {
  if (credential === "none") return undefined;
  return (await fetchAuthSession()).tokens?.[credential]?.toString();
}

/** Who is signed in, from the stored tokens; refreshes them when they have expired, or when `forceRefresh` says so. */
export async function readSession(options: { forceRefresh?: boolean } = {}): Promise<Session | null> {
  const { tokens } = await fetchAuthSession(options);
  if (tokens?.idToken === undefined) return null;
  const stored = await cognitoUserPoolsTokenProvider.authTokenStore.loadTokens();
  return sessionOf(tokens.idToken.payload, stored?.clockDrift ?? 0);
}

export type SessionEvent =
  | { readonly event: "signedIn" | "signedOut" | "tokenRefresh" }
  | { readonly event: "tokenRefresh_failure"; readonly failure: Failure };

/** A session that was revoked elsewhere fires `tokenRefresh_failure` only. */
export function listenToSession(listener: (event: SessionEvent) => void): void {
  Hub.listen("auth", ({ payload }) => {
    switch (payload.event) {
      case "signedIn":
      case "signedOut":
      case "tokenRefresh":
        return listener({ event: payload.event });
      case "tokenRefresh_failure":
        return listener({ event: payload.event, failure: describeFailure("refresh", payload.data?.error) });
    }
  });
  // The tokens are shared by all tabs of a browser: another tab signed in, refreshed, or signed out
  addEventListener("storage", ({ key, newValue }) => {
    if (key === null || key.endsWith(".idToken")) listener({ event: newValue ? "signedIn" : "signedOut" });
  });
}
