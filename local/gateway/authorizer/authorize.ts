/**
 * Lets a request through a method's authorizer, or refuses it as recorded. Results are not cached: whether AWS caches
 * them for user pools is unknown, and a cache would let expired tokens in.
 * Nor is the pool asked whether a token was revoked: until it expires it is good (I).
 * Source: Amazon API Gateway Developer Guide, "Control access to REST APIs using Amazon Cognito user pools".
 */
import type { Access } from "../../terraform/rest-api/methods";
import { GatewayRefusal } from "../refusal";
import { type GatewayRequest, headerValues } from "../request";
import { type Check, clientMessage, tellingFailure } from "./check";
import { claimsForEvent } from "./claims-for-event";
import { checkToken, type TokenExpectations, tokenUseFor } from "./token-checks";
import { KeysUnavailableError } from "./user-pool-keys";

export interface AuthorizerTools {
  readonly findKey: TokenExpectations["findKey"];
  readonly clock: () => Date;
}

/** @returns the claims for the event; undefined for an open method @throws GatewayRefusal */
export async function authorize(
  access: Access,
  request: GatewayRequest,
  tools: AuthorizerTools,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (access.kind === "open") return undefined; // a token, good or bad, is not looked at
  if (access.kind === "closed") throw new GatewayRefusal(access.refusal, `the gateway refused: ${access.why}`);

  const { authorizer, scopes } = access;
  const token = tokenIn(request, authorizer.headerName);
  const { checks, payload } = await check(token, {
    userPools: authorizer.userPools,
    findKey: tools.findKey,
    tokenUse: tokenUseFor(scopes),
    scopes,
    audience: authorizer.audience,
    now: tools.clock(),
  });
  const failure = tellingFailure(checks);
  if (failure !== undefined) throw refusalFor(failure);
  return claimsForEvent(payload ?? {});
}

/**
 * The token in the one header value, with or without `Bearer `. Several values, blanks and other spellings of it are
 * refused; a header is found in any casing, whatever the authorizer calls it (U for all of these).
 */
function tokenIn({ headers, method }: GatewayRequest, name: string): string {
  const values = headerValues(headers, name);
  const preflight = "; a preflight never has one, so this resource needs an OPTIONS method without an authorizer";
  const wanted = `wanted is one ${name}: Bearer <token>${method === "OPTIONS" ? preflight : ""}`;
  const [value = "", ...others] = values;
  if (others.length > 0) throw unauthorized("header", `${values.length} ${name} headers were sent; ${wanted}`);
  if (value === "") throw unauthorized("header", `${name} is ${values.length === 0 ? "missing" : "empty"}; ${wanted}`);
  const token = value.startsWith("Bearer ") ? value.slice("Bearer ".length) : value;
  if (/\s/.test(token)) {
    throw unauthorized("header", `${name} has blanks or a scheme other than "Bearer" in it; ${wanted}`);
  }
  return token;
}

/** @throws GatewayRefusal when the keys cannot be had: nobody gets in */
async function check(token: string, expected: TokenExpectations): ReturnType<typeof checkToken> {
  try {
    return await checkToken(token, expected);
  } catch (error) {
    if (!(error instanceof KeysUnavailableError)) throw error;
    throw new GatewayRefusal(
      "AUTHORIZER_FAILURE",
      `the authorizer could not decide: ${error.message}; is the pool running?`,
    );
  }
}

/** A scope that lacks is a 403 (U). */
function refusalFor(failure: Check): GatewayRefusal {
  const { name, text } = failure;
  if (name === "scope") return new GatewayRefusal("ACCESS_DENIED", why(name, text));
  return unauthorized(name, text, clientMessage(failure));
}

function unauthorized(checkName: string, text: string, message?: string): GatewayRefusal {
  return new GatewayRefusal("UNAUTHORIZED", why(checkName, text), message === undefined ? {} : { message });
}

function why(checkName: string, text: string): string {
  return `the authorizer refused: ${text} (check: ${checkName})`;
}
