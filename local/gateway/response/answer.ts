/** What goes back to the client, without what Node adds (`Date`, `Connection`). */
import { type GatewayRequest, type Header, headerValue } from "../request";

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** The content type, unless `headers` name one themselves. */
export function defaultContentType(headers: readonly Header[], contentType: string): Header[] {
  return headerValue(headers, "content-type") === undefined ? [["Content-Type", contentType]] : [];
}

/** On every answer of the gateway (recorded). */
export function identifyingHeaders({ requestId, extendedRequestId }: GatewayRequest): Header[] {
  return [
    ["x-amzn-RequestId", requestId],
    ["x-amz-apigw-id", extendedRequestId],
  ];
}
