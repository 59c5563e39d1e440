/** Public keys and OpenID configuration of a pool. Sources: RFC 7517, OpenID Connect Discovery 1.0 section 3. */
import type { Pools } from "../pools";
import { noSuchPool } from "../refusals";
import { type Answer, errorAnswer, jsonAnswer } from "./answer";
import { readableByPages } from "./cors";

const path = /^\/(?<poolId>[\w-]+)\/\.well-known\/(?<document>jwks\.json|openid-configuration)$/;

/** `undefined` when `pathname` is not one of a discovery document. */
export function answerDiscovery(pathname: string, pools: Pools): Answer | undefined {
  const { poolId, document } = path.exec(pathname)?.groups ?? {};
  if (poolId === undefined) return undefined;
  const pool = pools.find(poolId);
  const answer =
    pool === undefined
      ? errorAnswer(noSuchPool(poolId))
      : jsonAnswer(document === "jwks.json" ? pool.keys.jwks() : openIdConfiguration(pool.issuer));
  return { ...answer, headers: { ...answer.headers, ...readableByPages } };
}

/** The key list of a pool without a domain (parts of it U). */
function openIdConfiguration(issuer: string) {
  return {
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    end_session_endpoint: `${issuer}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${issuer}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
  };
}
