/** Calls the API through Amplify, and keeps everything that the answer says, refusals included. */
import { ApiError, del, get, patch, post, put } from "aws-amplify/api";
import { type Credential, tokenFor } from "./connect";

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
  /** What really went along: nothing, where the session had ended. */
  readonly credential: Credential;
}

/** @returns `undefined` when nothing answered */
export async function callApi(call: ApiCall, wanted: Credential): Promise<ApiAnswer | undefined> {
  try {
    const credential = (await tokenFor(wanted)) === undefined ? "none" : wanted; // refreshes first, if it has to
    const start = performance.now();
    const response = await send(call, credential);
    return { ...response, durationMs: performance.now() - start, credential };
  } catch {
    return undefined;
  }
}

async function send({ method, path, body: sent }: ApiCall, apiName: Credential) {
  const options = sent === undefined ? {} : { body: sent as Body };
  try {
    const { statusCode: status, headers, body } = await senders[method]({ apiName, path, options }).response;
    return { status, headers, body: await body.text() };
  } catch (error) {
    if (!(error instanceof ApiError) || error.response === undefined) throw error;
    const { statusCode: status, headers, body = "" } = error.response; // Amplify throws every answer from 300 on
    return { status, headers, body };
  }
}
