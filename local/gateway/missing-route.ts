/** What API Gateway answers where no resource and method match: it looks for a signed AWS request then (I for its error type). */
import { createHash } from "node:crypto";
import { GatewayRefusal } from "./refusal";
import { type GatewayRequest, headerValue } from "./request";

export function missingRoute({ method, headers }: GatewayRequest): GatewayRefusal {
  const why = `no resource of this API has this path with ${method} or ANY`;
  const authorization = headerValue(headers, "authorization");
  if (authorization === undefined || authorization === "" || authorization.startsWith("AWS4-")) {
    return new GatewayRefusal("MISSING_AUTHENTICATION_TOKEN", why);
  }
  const digest = createHash("sha256").update(authorization).digest("base64");
  const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`;
  return new GatewayRefusal("DEFAULT_4XX", why, { status: 403, message, errorType: "IncompleteSignatureException" });
}
