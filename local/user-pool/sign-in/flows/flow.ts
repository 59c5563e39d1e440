/** One value of InitiateAuth's `AuthFlow`. */

import type { OperationTools } from "../../operation-tools";
import type { PoolAndClient } from "../../pools";
import { missingParameter } from "../../refusals";
import type { AuthAnswer } from "../auth-answer";

export type Parameters = Readonly<Record<string, string>>;

export interface FlowRequest extends PoolAndClient {
  readonly tools: OperationTools;
  readonly parameters: Parameters;
  readonly session: string | undefined;
}

export interface AuthFlow {
  /** Entry of the client's `explicit_auth_flows` that opens this flow. */
  readonly allowedBy: string;
  /** What a client without that entry is told. */
  readonly notAllowed: string;
  readonly begin: (request: FlowRequest) => AuthAnswer;
}

/** @throws InvalidParameterException */
export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}
