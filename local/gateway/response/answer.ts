/** What goes back to the client, without what Node adds (`Date`, `Connection`). */
import type { GatewayRequest, Header } from "../request";

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** On every answer of the gateway (recorded). */
export function identifyingHeaders({ requestId, extendedRequestId }: GatewayRequest): Header[] {
  return [
    ["x-amzn-RequestId", requestId],
    ["x-amz-apigw-id", extendedRequestId],
  ];
}
