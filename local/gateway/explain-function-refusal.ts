/**
 * When the function itself answers 401 or 403, the gateway cannot know why; but it can say so, and what it thinks of the
 * token. That is what a developer needs who does not know which layer refused.
 */

import type { Access } from "../terraform/rest-api/methods";
import { allResources } from "../terraform/rest-api/resources";
import type { AuthorizerTools } from "./authorizer/authorize";
import { tellingFailure } from "./authorizer/check";
import { checkEmail } from "./authorizer/email-check";
import { checkToken, kinds, tokenUseFor } from "./authorizer/token-checks";
import type { Exchange } from "./exchange";
import { headerValues } from "./request";
import type { GatewayAnswer } from "./response/answer";

export async function explainFunctionRefusal(
  exchange: Exchange,
  { status }: GatewayAnswer,
  tools: AuthorizerTools,
): Promise<string | undefined> {
  if (status !== 401 && status !== 403) return undefined;
  if (exchange.route?.method.integration.kind !== "lambda") return undefined;
  return `the function refused, not the gateway; ${await opinion(exchange, tools)}`;
}

async function opinion({ api, route, request }: Exchange, tools: AuthorizerTools): Promise<string> {
  const access = route?.method.access;
  const guard = access?.kind === "cognito" ? access : someGuard(api.root);
  if (guard === undefined) return "this API has no authorizer on a user pool to compare with";
  const { authorizer, scopes } = guard;
  const [value, ...others] = headerValues(request.headers, authorizer.headerName);
  if (value === undefined) return `${authorizer.headerName} is missing`;
  if (others.length > 0) return `${others.length + 1} ${authorizer.headerName} headers were sent; wanted is one`;
  try {
    const tokenUse = tokenUseFor(scopes);
    const expected = { ...authorizer, findKey: tools.findKey, tokenUse, scopes, now: tools.clock() };
    const { checks, payload } = await checkToken(value.replace(/^Bearer /, ""), expected);
    // Access tokens have no address.
    const isIdToken = payload !== undefined && tokenUse === "id";
    const failure = tellingFailure(isIdToken ? [...checks, checkEmail(payload)] : checks);
    return failure === undefined
      ? `the ${kinds[tokenUse]} passes every check of the gateway`
      : `of the token: ${failure.text} (check: ${failure.name})`;
  } catch {
    return "the keys of the user pool cannot be fetched";
  }
}

type Guard = Extract<Access, { kind: "cognito" }>;

function someGuard(root: Exchange["api"]["root"]): Guard | undefined {
  const accesses = allResources(root).flatMap(({ methods }) => [...methods.values()].map(({ access }) => access));
  return accesses.find((access): access is Guard => access.kind === "cognito");
}
