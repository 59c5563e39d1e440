/**
 * Who answered a call, and on a refusal why, in words.
 * Source: API Gateway Developer Guide, "Gateway response types": the gateway marks its own answers with `x-amzn-ErrorType`,
 * and everything that passed it with `x-amzn-RequestId`.
 */
import type { ApiAnswer } from "../auth/call-api";
import type { Credential } from "../auth/connect";
import type { Endpoint } from "./endpoints";

/** The stations of a call, in order. */
export const layers = ["page", "gateway", "app"] as const;
export type Layer = (typeof layers)[number];

export interface Explanation {
  /** How far the call came: the layer that answered, `page` where nothing beyond it did. */
  readonly layer: Layer;
  readonly isRefused: boolean;
  readonly text: string;
}

export function explain(answer: ApiAnswer | undefined, access: Endpoint["access"]): Explanation {
  if (answer === undefined) {
    return refusedBy(
      "page",
      "Nothing answered. The API cannot be reached from here; check the connection and try again.",
    );
  }
  const { status, headers, body, credential } = answer;
  if (status < 400) return { layer: "app", isRefused: false, text: accepted[access] };
  const message = messageOf(body);
  if (headers["x-amzn-errortype"] !== undefined) return refusedBy("gateway", byGateway(status, message, credential));
  if (headers["x-amzn-requestid"] !== undefined) return refusedBy("app", byApp(status, message));
  return refusedBy("page", `The call did not come as far as the gateway: ${message ?? `status ${status}`}.`);
}

const refusedBy = (layer: Layer, text: string): Explanation => ({ layer, isRefused: true, text });

const accepted: Readonly<Record<Endpoint["access"], string>> = {
  public: "The app answered. Nobody looked for a token.",
  user: "The gateway's authorizer and the app both accepted the ID token.",
};

function byGateway(status: number, message: string | undefined, credential: Credential): string {
  if (status === 401 && message?.includes("expired")) {
    return "The gateway's authorizer refused the token: it has expired. Refresh the session and call again.";
  }
  if (status === 401) return unauthorized[credential];
  if (status === 403)
    return `The gateway refused the call: ${message ?? "forbidden"}. It knows no such route, or a rule forbids it.`;
  if (status === 429) return "The gateway holds the call back: there were too many. Try again in a few seconds.";
  if (status >= 500) return "The gateway got no usable answer from the app. Its log tells more.";
  return `The gateway refused the call: ${message ?? `status ${status}`}.`;
}

const unauthorized: Readonly<Record<Credential, string>> = {
  none: "The gateway's authorizer refused the call, because it carried no token. The app never saw it.",
  accessToken:
    "The gateway's authorizer refused the access token: this API takes the ID token. The app never saw the call.",
  idToken: "The gateway's authorizer refused the ID token: it is not one of this user pool's. Sign in again.",
};

function byApp(status: number, message: string | undefined): string {
  if (status >= 500) return "The app failed while it worked on the call. Its log tells more.";
  return `The gateway let the call through, the app refused it: ${message ?? `status ${status}`}.`;
}

function messageOf(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body);
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
