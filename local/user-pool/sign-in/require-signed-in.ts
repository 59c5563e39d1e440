/**
 * Who is behind an access token. Every operation that takes one goes through here.
 * Order of checks: form and issuer, signature, use, expiry, scope, user, disabled, revocation, status.
 */
import { epochSeconds } from "../clock";
import { signInScope } from "../domain/claims";
import { isSignedBy, parseJwt } from "../domain/jwt";
import type { TokenFamily } from "../domain/token-families";
import type { User } from "../domain/user";
import { NotAuthorizedException } from "../errors";
import type { OperationTools } from "../operation-tools";
import type { PoolAndClient } from "../pools";
import { passwordResetRequired, userDoesNotExist, userIsDisabled, userIsNotConfirmed } from "../refusals";

export interface SignedInUser extends PoolAndClient {
  readonly user: User;
  readonly family: TokenFamily;
}

/**
 * @throws NotAuthorizedException not an access token of these pools, expired, revoked; or the user is disabled
 * @throws UserNotFoundException the user was deleted
 */
export function requireSignedIn(
  { pools, clock }: Pick<OperationTools, "pools" | "clock">,
  token: string,
): SignedInUser {
  const jwt = parseJwt(token);
  const pool = pools.findByIssuer(jwt?.payload.iss);
  const key = pool?.keys.find(String(jwt?.header.kid));
  if (jwt === undefined || pool === undefined || key === undefined || jwt.header.alg !== "RS256") throw invalid();
  if (!isSignedBy(jwt, key)) throw new NotAuthorizedException("Could not verify signature for Access Token");

  const { token_use: use, exp, scope, username, client_id: clientId, event_id: familyId } = jwt.payload;
  const client = pool.settings.clients.find(({ id }) => id === clientId);
  if (use !== "access" || key.use !== "access" || client === undefined) throw invalid();
  if (typeof exp !== "number" || epochSeconds(clock) >= exp)
    throw new NotAuthorizedException("Access Token has expired");
  if (!String(scope).split(" ").includes(signInScope)) {
    throw new NotAuthorizedException("Access Token does not have required scopes");
  }
  const user = pool.users.find(String(username));
  if (user === undefined || user.sub !== jwt.payload.sub) throw userDoesNotExist(); // U, of a deleted user
  if (!user.enabled) throw userIsDisabled(); // before revocation: disabling a user revokes too, and has its own text
  const family = pool.tokenFamilies.find(String(familyId));
  if (family === undefined || family.revokedAt !== undefined) {
    throw new NotAuthorizedException("Access Token has been revoked");
  }
  assertSettled(user);
  return { pool, client, user, family };
}

function assertSettled(user: User): void {
  if (user.status === "UNCONFIRMED") throw userIsNotConfirmed();
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
}

function invalid(): NotAuthorizedException {
  return new NotAuthorizedException("Invalid Access Token");
}
