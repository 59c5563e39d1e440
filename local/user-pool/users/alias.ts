/** Aliases belong to one user at a time. Source: Developer Guide, "Customizing sign-in attributes". */
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { type User, withAttributes } from "../domain/user";
import { AliasExistsException } from "../errors";
import type { Pool } from "../pool";

/**
 * Makes sure that the user's own value of `attribute` may become verified.
 * @param force takes it away from another user, where it is a plain alias
 * @throws AliasExistsException
 */
export function claimAlias(pool: Pool, user: User, attribute: string, force = false): void {
  const value = user.attributes[attribute];
  const holder = value === undefined ? undefined : pool.users.holderOf(attribute, value);
  if (holder === undefined || holder.username === user.username) return;
  if (pool.settings.usernameAttributes.includes(attribute)) throw givenAliasExists(attribute);
  if (!force) throw new AliasExistsException(`An account with the ${attribute} already exists.`);
  pool.users.save(withAttributes(holder, { [`${attribute}_verified`]: "false" }));
}

/** What a value is claimed for without being proven; other aliases count once they are. */
export function namesWithoutProof({ usernameAttributes }: UserPoolSettings): readonly string[] {
  return [...usernameAttributes, "preferred_username"];
}

/**
 * @param isProven whether an address comes as verified; several users may carry a plain alias that nobody has proven
 * @throws AliasExistsException another user signs in with one of these values
 */
export function assertAliasesFree(
  pool: Pool,
  user: User,
  values: Readonly<Record<string, string>>,
  isProven: (attribute: string) => boolean = () => false,
): void {
  const names = namesWithoutProof(pool.settings);
  for (const [attribute, value] of Object.entries(values)) {
    const isClaimed = names.includes(attribute) || isProven(attribute);
    const holder = isClaimed ? pool.users.holderOf(attribute, value) : undefined;
    if (holder !== undefined && holder.username !== user.username) throw givenAliasExists(attribute);
  }
}

/** U: text. */
function givenAliasExists(attribute: string): AliasExistsException {
  return new AliasExistsException(`An account with the given ${attribute} already exists.`);
}
