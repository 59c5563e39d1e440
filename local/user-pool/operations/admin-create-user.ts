/**
 * AdminCreateUser: a user with a temporary password and an invitation; RESEND renews both. Where one-time codes sign in, a
 * user without a password is CONFIRMED at once.
 * @throws UsernameExistsException @throws InvalidPasswordException @throws InvalidParameterException
 * @throws UserNotFoundException @throws UnsupportedUserStateException RESEND to somebody who is not waiting for it
 * Source: API Reference, "AdminCreateUser".
 */
import { randomInt } from "node:crypto";
import { toRecord } from "../domain/attribute-schema";
import { assertPasswordPolicy } from "../domain/password-policy";
import { temporaryPassword } from "../domain/temporary-password";
import { type User, wireUser } from "../domain/user";
import { UnsupportedUserStateException, UsernameExistsException } from "../errors";
import { deliver } from "../inbox/send-code";
import { attributes, password, username, userPoolId } from "../input/parameters";
import { flag, list, oneOf } from "../input/shapes";
import { optional, required } from "../input/structure";
import type { Pool } from "../pool";
import { claimAlias } from "../users/alias";
import { isTaken, newUser, signInNameOf } from "../users/new-user";
import { allowsNoPassword } from "../users/passwordless";
import { withTemporaryPassword } from "../users/set-password";
import { operation } from "./operation";

export const adminCreateUser = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    UserAttributes: optional(attributes),
    TemporaryPassword: optional(password),
    MessageAction: optional(oneOf("RESEND", "SUPPRESS")),
    DesiredDeliveryMediums: optional(list(oneOf("SMS", "EMAIL"))),
    ForceAliasCreation: optional(flag),
  },
  answer({ pools, clock }, request) {
    const { UserPoolId, Username, UserAttributes, TemporaryPassword, MessageAction } = request;
    const pool = pools.require(UserPoolId);
    if (TemporaryPassword !== undefined) {
      assertPasswordPolicy(TemporaryPassword, pool.settings.passwordPolicy, "administrator");
    }
    const isResend = MessageAction === "RESEND";
    const user = isResend
      ? requireInvited(pool, Username)
      : newUser(pool, signInNameOf(pool.settings, Username), toRecord(UserAttributes), "FORCE_CHANGE_PASSWORD", clock);
    if (!isResend && isTaken(pool, Username, user)) throw new UsernameExistsException("User account already exists");

    const hasNoPassword = !isResend && TemporaryPassword === undefined && allowsNoPassword(pool);
    claimVerifiedAliases(pool, user, request.ForceAliasCreation);
    if (hasNoPassword) return { User: wireUser(pool.users.save({ ...user, status: "CONFIRMED" })) };
    const secret = TemporaryPassword ?? temporaryPassword(pool.settings.passwordPolicy, randomInt);
    const saved = pool.users.save(withTemporaryPassword(pool, user, secret, clock));
    if (MessageAction !== "SUPPRESS") invite(pool, saved, Username, secret, request.DesiredDeliveryMediums);
    return { User: wireUser(saved) };
  },
});

function requireInvited(pool: Pool, name: string): User {
  const user = pool.users.require(name);
  if (user.status === "FORCE_CHANGE_PASSWORD") return user;
  // U: no full stop
  throw new UnsupportedUserStateException(`Resend not possible. ${name} status is not FORCE_CHANGE_PASSWORD`);
}

/** An address that is verified from the start is an alias at once. @throws AliasExistsException */
function claimVerifiedAliases(pool: Pool, user: User, force = false): void {
  for (const name of ["email", "phone_number"]) {
    if (user.attributes[`${name}_verified`] === "true") claimAlias(pool, user, name, force);
  }
}

/** To every address that was asked for; if the user has none of them, to the one that there is. */
function invite(
  pool: Pool,
  { attributes: { email, phone_number: phone } }: User,
  username: string,
  code: string,
  mediums: readonly ("SMS" | "EMAIL")[] = ["SMS"],
): void {
  const asked = new Set(mediums.flatMap((medium) => (medium === "EMAIL" ? email : phone) ?? []));
  for (const to of asked.size > 0 ? asked : [email ?? phone ?? []].flat()) {
    deliver(pool, { to, purpose: "invitation", code, username, template: pool.settings.invitationMessage });
  }
}
