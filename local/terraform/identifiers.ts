/**
 * The ids that AWS would assign, as a pure function of stack name and Terraform address: user pool, gateway and page
 * agree on them without talking to one another, and they are the same after every restart.
 *
 * Shapes as the services make them: user pool `<region>_` + 9 letters or digits, app client 26 lower-case letters or
 * digits, REST API 10, everything else in a REST API 6.
 */
import { createHash } from "node:crypto";
import type { Resource, Stack } from "./stack";

/** Account id in ARNs and events: the one that AWS's own documentation uses. */
export const localAccountId = "123456789012";

const lowerCase = "abcdefghijklmnopqrstuvwxyz0123456789";
const mixedCase = `${lowerCase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

export function localId(stack: Stack, { type, address }: Pick<Resource, "type" | "address">): string {
  const seed = `${stack.name}\0${address}`;
  switch (type) {
    case "aws_cognito_user_pool":
      return `${stack.region}_${textFrom(seed, 9, mixedCase)}`;
    case "aws_cognito_user_pool_client":
      return textFrom(seed, 26, lowerCase);
    case "aws_api_gateway_rest_api":
      return textFrom(seed, 10, lowerCase);
    default:
      return textFrom(seed, 6, lowerCase);
  }
}

function textFrom(seed: string, length: number, alphabet: string): string {
  const digest = createHash("sha256").update(seed).digest();
  return Array.from({ length }, (_, index) => alphabet[(digest[index] ?? 0) % alphabet.length]).join("");
}
