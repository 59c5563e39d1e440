/** One request as it came over the wire: nothing decoded, joined or lower-cased, because API Gateway works on that too. */

export type Header = readonly [name: string, value: string];

export interface GatewayRequest {
  readonly method: string;
  /** Before the first `?`, raw: parsing it as a URL would resolve dots and hide what was asked for. */
  readonly path: string;
  /** After the first `?`, raw. */
  readonly query: string | undefined;
  /** `HTTP/1.1` */
  readonly protocol: string;
  readonly headers: readonly Header[];
  /** `"too large"`: more than API Gateway takes. */
  readonly body: Buffer | "too large";
  readonly sourceIp: string;
  readonly receivedAt: Date;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly trace: Trace;
}

/** `X-Amzn-Trace-Id`, as sent by the client or made here. */
export interface Trace {
  readonly root: string;
  readonly header: string;
}

/** Path and query of a request target; of an absolute one (`http://host/path`) what follows the host. */
export function splitTarget(target: string): Pick<GatewayRequest, "path" | "query"> {
  const [host = ""] = /^https?:\/\/[^/?]*/i.exec(target) ?? [];
  const rest = target.slice(host.length);
  const local = host === "" || rest.startsWith("/") ? rest : `/${rest}`; // the root may be left out after a host
  const cut = local.indexOf("?");
  return cut < 0 ? { path: local, query: undefined } : { path: local.slice(0, cut), query: local.slice(cut + 1) };
}

/** Node's flat list of raw names and values, as pairs. */
export function headersFrom(rawHeaders: readonly string[]): Header[] {
  return rawHeaders.flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""]] : []));
}

/** All values of a header, in order. */
export function headerValues(headers: readonly Header[], name: string): string[] {
  return headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** The last value, which is the one that API Gateway shows where it shows one. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headerValues(headers, name).at(-1);
}
