/** Calls the API through Amplify, and keeps everything that the answer says, refusals included. */
import { ApiError, get } from "aws-amplify/api";
import type { Credential } from "./connect";

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
export async function callApi(path: string, credential: Credential): Promise<ApiAnswer | undefined> {
  const start = performance.now();
  const finish = (status: number, headers: Readonly<Record<string, string>>, body: string): ApiAnswer => ({
    status,
    headers,
    body,
    durationMs: performance.now() - start,
    credential,
  });
  try {
    const { statusCode, headers, body } = await get({ apiName: credential, path }).response;
    return finish(statusCode, headers, await body.text());
  } catch (error) {
    if (!(error instanceof ApiError) || error.response === undefined) return undefined;
    const { statusCode, headers, body } = error.response;
    return finish(statusCode, headers, body ?? "");
  }
}
