/** One request on its way through the gateway, and what has become known of it so far. Lives as long as the request. */

import type { Stage } from "../terraform/rest-api/stages";
import type { RestApi } from "../terraform/rest-apis";
import type { Route } from "./match-route";
import type { GatewayRefusal } from "./refusal";
import type { GatewayRequest } from "./request";

export interface Exchange {
  readonly api: RestApi;
  readonly request: GatewayRequest;
  stage?: Stage;
  /** Below the stage, with one leading slash; a trailing one is kept. */
  path?: string;
  route?: Route;
  /** Of the verified token, as API Gateway shows them. */
  claims?: Readonly<Record<string, string>>;
  integration?: IntegrationOutcome;
  refusal?: GatewayRefusal;
}

export interface IntegrationOutcome {
  readonly latencyMs: number;
  /** The function's; where it gave none, the gateway's for that. */
  readonly status: number;
  /** Lambda's for the invocation: 200 also when the function failed, none when nobody waited for the end. */
  readonly lambdaStatus?: 200;
  readonly error?: string;
}
