/**
 * Groups and users that the stack declares come to be by the operations that Terraform would call. What was declared
 * before and is no more goes; what did not change is left alone, so a password that a user changed stays changed.
 */
import { createHmac } from "node:crypto";
import type { DeclaredGroup, DeclaredMember, DeclaredUser } from "../../terraform/user-pool/declared-users";
import { CognitoError } from "../errors";
import type { OperationTools } from "../operation-tools";
import { adminAddUserToGroup } from "../operations/admin-add-user-to-group";
import { adminCreateUser } from "../operations/admin-create-user";
import { adminDeleteUserAttributes } from "../operations/admin-delete-user-attributes";
import { adminDisableUser } from "../operations/admin-disable-user";
import { adminEnableUser } from "../operations/admin-enable-user";
import { adminSetUserPassword } from "../operations/admin-set-user-password";
import { adminUpdateUserAttributes } from "../operations/admin-update-user-attributes";
import type { Pool } from "../pool";
import type { Collection } from "../store/store";
import { deleteUserFrom } from "./delete-user";

/** A resource as it was applied; by its address. */
export interface Applied {
  /** A group, a user by sub, or somebody's membership. */
  readonly group?: string;
  readonly sub?: string;
  /** Names of the attributes that a user was declared with. */
  readonly attributes?: readonly string[];
  /** Keyed, because a declaration may hold a password. */
  readonly fingerprint: string;
}

/** A declared group or user is not one that the pool takes. */
export class DeclaredResourceError extends Error {
  override readonly name = "DeclaredResourceError";
  constructor(
    readonly address: string,
    cause: CognitoError,
  ) {
    super(`${address}: the user pool refuses it: ${cause.name}: ${cause.message}`, { cause });
  }
}

/** @throws DeclaredResourceError */
export function applyDeclared(tools: OperationTools, pool: Pool, applied: Collection<Applied>): void {
  const { groups, users, members } = pool.settings.declared;
  const addresses = new Set([...groups, ...users, ...members].map(({ address }) => address));
  for (const [address, former] of [...applied.entries()]) {
    if (addresses.has(address)) continue;
    remove(pool, former);
    applied.delete(address);
  }
  for (const group of groups) apply(group, () => applyGroup(pool, group));
  for (const user of users) apply(user, (former) => applyUser(tools, pool, user, former?.attributes));
  for (const member of members) apply(member, () => applyMember(tools, pool, member));

  function apply(
    declared: DeclaredGroup | DeclaredUser | DeclaredMember,
    make: (former: Applied | undefined) => Omit<Applied, "fingerprint">,
  ) {
    const { address } = declared;
    const fingerprint = createHmac("sha256", pool.secretFor("declared"))
      .update(JSON.stringify(declared))
      .digest("base64url");
    const former = applied.get(address);
    if (former?.fingerprint === fingerprint && isThere(pool, former)) return;
    try {
      const made = make(former);
      // Under another name it is another resource: the former one goes.
      if (former !== undefined && (former.sub !== made.sub || former.group !== made.group)) remove(pool, former);
      applied.put(address, { ...made, fingerprint });
    } catch (error) {
      throw error instanceof CognitoError ? new DeclaredResourceError(address, error) : error;
    }
  }
}

function applyGroup({ groups }: Pool, { name, description, precedence, roleArn }: DeclaredGroup) {
  const changes = { description, precedence, roleArn };
  if (groups.find(name) === undefined) groups.create(name, changes);
  else groups.update(name, changes);
  return { group: name };
}

function applyUser(tools: OperationTools, pool: Pool, user: DeclaredUser, former: readonly string[] = []) {
  const target = { UserPoolId: pool.id, Username: user.username };
  const UserAttributes = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
  const kept = new Set([...Object.keys(user.attributes), ...pool.settings.usernameAttributes]);
  const isNew = pool.users.find(user.username) === undefined;
  if (isNew) {
    adminCreateUser.answer(tools, {
      ...target,
      UserAttributes,
      TemporaryPassword: user.temporaryPassword,
      // Somebody with a permanent password has no use for another one by mail.
      MessageAction: user.password === undefined ? user.messageAction : "SUPPRESS",
      DesiredDeliveryMediums: user.deliveryMediums,
      ForceAliasCreation: user.forceAliasCreation,
    });
  } else {
    adminUpdateUserAttributes.answer(tools, { ...target, UserAttributes });
    adminDeleteUserAttributes.answer(tools, {
      ...target,
      UserAttributeNames: former.filter((name) => !kept.has(name)),
    });
    if (user.temporaryPassword !== undefined) {
      adminSetUserPassword.answer(tools, { ...target, Password: user.temporaryPassword });
    }
  }
  if (user.password !== undefined) {
    adminSetUserPassword.answer(tools, { ...target, Password: user.password, Permanent: true });
  }
  (user.enabled ? adminEnableUser : adminDisableUser).answer(tools, target);
  return { sub: pool.users.require(user.username).sub, attributes: Object.keys(user.attributes) };
}

function applyMember(tools: OperationTools, pool: Pool, { group, username }: DeclaredMember) {
  adminAddUserToGroup.answer(tools, { UserPoolId: pool.id, Username: username, GroupName: group });
  return { group, sub: pool.users.require(username).sub };
}

function isThere({ groups, users }: Pool, { group, sub }: Applied): boolean {
  const user = sub === undefined ? undefined : users.find(sub);
  if (group === undefined) return user !== undefined;
  if (sub === undefined) return groups.find(group) !== undefined;
  return user !== undefined && groups.of(user.username).some(({ name }) => name === group);
}

function remove(pool: Pool, { group, sub }: Applied): void {
  const user = sub === undefined ? undefined : pool.users.find(sub);
  if (group === undefined && user !== undefined) deleteUserFrom(pool, user);
  if (group === undefined || pool.groups.find(group) === undefined) return;
  if (sub === undefined) pool.groups.delete(group);
  else if (user !== undefined) pool.groups.removeMember(group, user.username);
}
