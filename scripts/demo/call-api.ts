/** A call of the API as a page of another origin makes it, and what such a page may know of the answer. */

/** The origin of a page elsewhere: what it may read shows whether the CORS headers are right. */
const origin = "http://localhost:5173";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Who answered: API Gateway marks its own errors. */
  readonly layer: "gateway" | "app";
  /** Whether a page of another origin may read it. */
  readonly isReadableByPages: boolean;
}

export async function callApi(url: string, token: string | undefined): Promise<Answer> {
  const response = await fetch(url, {
    headers: { Origin: origin, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(30_000),
  });
  const allowed = response.headers.get("access-control-allow-origin");
  return {
    status: response.status,
    body: await response.json(),
    layer: response.headers.has("x-amzn-errortype") ? "gateway" : "app",
    isReadableByPages: allowed === "*" || allowed === origin,
  };
}

/** For a line of the story. */
export function describeAnswer({ status, body, isReadableByPages }: Answer): string {
  return `${status} ${JSON.stringify(body)}${isReadableByPages ? "" : ", without CORS headers"}`;
}
