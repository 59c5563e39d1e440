/**
 * Every check of a token, in order, each passed or failed with what was sent and what is wanted. The authorizer refuses
 * by the first telling failure; `npm run why-401` shows them all.
 * Source: Amazon Cognito Developer Guide, "Verifying JSON web tokens"; Amazon API Gateway Developer Guide, "Integrate a
 * REST API with an Amazon Cognito user pool".
 */
import { type KeyObject, verify } from "node:crypto";
import type { UserPool } from "../../terraform/rest-api/authorizers";
import { printable, quoted } from "../printable";
import { type Check, expired, failed, passed } from "./check";
import { type Jwt, parseJwt } from "./jwt";

export interface TokenExpectations {
  readonly userPools: readonly UserPool[];
  readonly findKey: (pool: UserPool, kid: string) => Promise<KeyObject | undefined>;
  readonly tokenUse: "id" | "access";
  /** Of which the access token must hold one; none: no scope is asked for. */
  readonly scopes: readonly string[];
  /** What `aud` must match. */
  readonly audience: RegExp | undefined;
  readonly now: Date;
}

export interface CheckedToken {
  readonly checks: readonly Check[];
  /** Claims of a readable token, verified or not. */
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

/** Without scopes a method takes ID tokens, with scopes access tokens. */
export function tokenUseFor(scopes: readonly string[]): TokenExpectations["tokenUse"] {
  return scopes.length === 0 ? "id" : "access";
}

/** @throws KeysUnavailableError when a key is needed and cannot be had */
export async function checkToken(text: string, expected: TokenExpectations): Promise<CheckedToken> {
  const jwt = parseJwt(text);
  if ("problem" in jwt) {
    const problem = `this is not a JWT: ${jwt.problem}; wanted are three parts of base64url with dots between them`;
    return { checks: [{ name: "format", passed: false, text: problem }], payload: undefined };
  }
  const { payload } = jwt;
  const pool = expected.userPools.find(({ issuer }) => issuer === payload.iss);
  const format = checkFormat(jwt);
  const { kid } = jwt.header;
  const canFind = format.passed && pool !== undefined && typeof kid === "string" && kid !== "";
  const key = canFind ? await expected.findKey(pool, kid) : undefined;
  const checks = [
    format,
    checkKid(jwt, pool, format, key),
    checkSignature(jwt, key),
    checkIssuer(payload, expected.userPools),
    ...checkTimes(payload, expected.now),
    ...(expected.audience === undefined ? [] : [checkAudience(payload, expected.audience)]),
    checkTokenUse(payload, expected.tokenUse),
    ...(expected.scopes.length === 0 ? [] : [checkScope(payload, expected.scopes)]),
  ];
  return { checks, payload };
}

function checkFormat({ header }: Jwt): Check {
  const name = "format";
  if (header.alg !== "RS256") return failed(name, `alg is ${quoted(header.alg)}; wanted is "RS256"`);
  if ("crit" in header || "b64" in header)
    return failed(name, "the header has extensions (crit, b64) of no known meaning");
  return passed(name, "a JWT with RS256");
}

function checkKid(
  { header, payload }: Jwt,
  pool: UserPool | undefined,
  format: Check,
  key: KeyObject | undefined,
): Check {
  if (typeof header.kid !== "string" || header.kid === "") return failed("kid", "the header names no key");
  const kid = quoted(header.kid);
  if (key !== undefined) return passed("kid", `${kid} is a key of the user pool`);
  if (!format.passed) return failed("kid", "no key of the user pool is looked up for a token of this format");
  return failed(
    "kid",
    pool === undefined
      ? `no key of the user pool is looked up for a token from ${quoted(payload.iss)}`
      : `${kid} is no key of the user pool ${pool.id}: another pool's token, or one from before its keys were made anew`,
  );
}

function checkSignature({ signedText, signature }: Jwt, key: KeyObject | undefined): Check {
  if (key === undefined) return failed("signature", "not verifiable without the key");
  return verify("RSA-SHA256", Buffer.from(signedText), key, signature)
    ? passed("signature", "made with that key")
    : failed("signature", "not made with that key over this content: the token was changed or cut");
}

function checkIssuer({ iss }: Jwt["payload"], pools: readonly UserPool[]): Check {
  const wanted = pools.map(({ issuer }) => issuer).join(" or ");
  return pools.some(({ issuer }) => issuer === iss)
    ? passed("issuer", String(iss))
    : failed("issuer", `the token is from ${quoted(iss)}; wanted is ${wanted}`);
}

/** `nbf` and a missing `exp` belong to no Cognito token; that AWS refuses them is assumed (U). No tolerance. */
function checkTimes({ exp, nbf }: Jwt["payload"], now: Date): Check[] {
  const seconds = now.getTime() / 1000;
  const asDate = (value: number) => (Math.abs(value) < 8.64e12 ? new Date(value * 1000).toISOString() : String(value));
  if (!isNumber(exp)) return [failed("expiry", `exp is ${quoted(exp)}; wanted is a number of seconds`)];
  if (nbf !== undefined && (!isNumber(nbf) || nbf > seconds)) {
    return [failed("expiry", `the token is not valid yet (nbf ${quoted(nbf)})`)];
  }
  return exp > seconds
    ? [passed("expiry", `valid until ${asDate(exp)}`)]
    : [failed("expiry", `${expired} at ${asDate(exp)}; it is ${now.toISOString()}`)];
}

function checkAudience({ aud, client_id }: Jwt["payload"], audience: RegExp): Check {
  const wanted = printable(audience.source.replace(/^\^\(\?:\^?(.*?)\$?\)\$$/, "$1"), 80);
  if (typeof aud === "string" && audience.test(aud)) return passed("audience", `for the app client ${quoted(aud)}`);
  return failed(
    "audience",
    aud === undefined && client_id !== undefined
      ? `the token has no aud (access tokens have none); wanted is ${wanted}`
      : `the token is for ${quoted(aud)}; wanted is ${wanted}`,
  );
}

export const kinds = { id: "ID token", access: "access token" } as const;

function checkTokenUse({ token_use }: Jwt["payload"], wanted: "id" | "access"): Check {
  if (token_use === wanted) return passed("token use", `an ${kinds[wanted]}`);
  const sent =
    token_use === "id" || token_use === "access" ? `an ${kinds[token_use]}` : `token_use ${quoted(token_use)}`;
  return failed("token use", `this is ${sent}; this API takes the ${kinds[wanted]}`);
}

function checkScope({ scope }: Jwt["payload"], wanted: readonly string[]): Check {
  const sent = typeof scope === "string" ? scope.split(" ") : [];
  return sent.some((one) => wanted.includes(one))
    ? passed("scope", sent.join(" "))
    : failed("scope", `the token has ${quoted(scope)}; wanted is one of ${wanted.join(", ")}`);
}

/** JSON can spell numbers that are too large for any (`1e999`): an expiry like that would be none. */
function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
