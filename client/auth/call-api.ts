/** Calls the API through Amplify, and keeps everything that the answer says, refusals included. */
import { ApiError, del, get, patch, post, put } from "aws-amplify/api";
import type { Credential } from "./connect";

export interface ApiCall {
  readonly method: keyof typeof senders;
  /** Below the API's address: `/api/…`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

const senders = { GET: get, POST: post, PUT: put, PATCH: patch, DELETE: del } as const;
type Body = NonNullable<NonNullable<Parameters<typeof post>[0]["options"]>["body"]>;

export interface ApiAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly durationMs: number;
  /** Whether a token really went along. */
  readonly credential: Credential;
}

/** @returns `undefined` when nothing answered */
export async function callApi(
  { method, path, body: sent }: ApiCall,
  credential: Credential,
): Promise<ApiAnswer | undefined> {
  const start = performance.now();
  const finish = (status: number, headers: Readonly<Record<string, string>>, body: string): ApiAnswer => ({
    status,
    headers,
    body,
    durationMs: performance.now() - start,
    credential,
  });
  const send = senders[method];
  const options = sent === undefined ? {} : { body: sent as Body };
  try {
    const { statusCode, headers, body } = await send({ apiName: credential, path, options }).response;
    return finish(statusCode, headers, await body.text());
  } catch (error) {
    if (!(error instanceof ApiError) || error.response === undefined) return undefined;
    const { statusCode, headers, body } = error.response;
    return finish(statusCode, headers, body ?? "");
  }
}
