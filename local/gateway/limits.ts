/**
 * Sizes of a request. Source: Amazon API Gateway Developer Guide, "Quotas for configuring and running a REST API"; which
 * status AWS gives for long headers and addresses is unknown (U): the ones that HTTP has for them.
 */
import { GatewayRefusal } from "./refusal";
import type { GatewayRequest } from "./request";

export const maxBodyBytes = 10 * 1024 * 1024;
const maxHeaderBytes = 10_240;
const maxTargetLength = { EDGE: 8_192, REGIONAL: 10_240 } as const;

/** @throws GatewayRefusal */
export function assertWithinLimits({ path, query, headers, body }: GatewayRequest, endpointType: string): void {
  const maxLength = endpointType === "EDGE" ? maxTargetLength.EDGE : maxTargetLength.REGIONAL;
  const targetLength = path.length + (query === undefined ? 0 : query.length + 1);
  const headerBytes = headers.reduce((sum, [, value]) => sum + Buffer.byteLength(value, "latin1"), 0);
  if (targetLength > maxLength) {
    const why = `path and query have ${targetLength} characters; API Gateway takes ${maxLength}`;
    throw new GatewayRefusal("DEFAULT_4XX", why, { status: 414, message: "Request-URI Too Long" });
  }
  if (headerBytes > maxHeaderBytes) {
    const why = `the header values have ${headerBytes} bytes together; API Gateway takes ${maxHeaderBytes}`;
    throw new GatewayRefusal("DEFAULT_4XX", why, { status: 431, message: "Request Header Fields Too Large" });
  }
  if (body === "too large") {
    throw new GatewayRefusal(
      "REQUEST_TOO_LARGE",
      `the body is larger than the ${maxBodyBytes} bytes that API Gateway takes`,
    );
  }
}
