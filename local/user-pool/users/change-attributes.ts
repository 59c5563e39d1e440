/**
 * New attribute values for an existing user. An address that changes has to be proven again; where the pool asks for it
 * the old one stays in use until then.
 * Source: Developer Guide, "Verifying updates to email addresses and phone numbers".
 */

import type { Clock } from "../clock";
import { assertFitsSchema, assertMutable } from "../domain/attribute-schema";
import { type Attributes, type User, withAttributes, withoutAttributes } from "../domain/user";
import { InvalidParameterException } from "../errors";
import { type CodeDeliveryDetails, sendCode } from "../inbox/send-code";
import type { Pool } from "../pool";
import { assertAliasesFree } from "./alias";
import { unverifiedFlags } from "./new-user";

export interface ChangedUser {
  /** Not yet saved. */
  readonly user: User;
  /** Addresses whose new value wants a code. */
  readonly toVerify: readonly string[];
}

/**
 * What a change makes of the user; an empty value takes the attribute away. An address that comes with its verified flag
 * needs no code (only administrators may write flags; see assertWritable).
 * @throws InvalidParameterException against the schema @throws AliasExistsException
 */
export function changeAttributes(pool: Pool, user: User, asked: Attributes): ChangedUser {
  assertFitsSchema(pool.settings.schema, asked);
  const blank = Object.keys(asked).filter((name) => asked[name] === "");
  const changed = Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => value !== "" && value !== user.attributes[name]),
  );
  assertMutable(pool.settings.schema, Object.keys(changed));
  const isProven = (name: string) => asked[`${name}_verified`] === "true";
  assertAliasesFree(pool, user, aliasesIn(user, changed), isProven);

  const isUnproven = (name: string) => isAddress(name) && !isProven(name);
  const waits = (name: string) => isUnproven(name) && pool.settings.verifyBeforeUpdate.includes(name);
  const [waiting, immediate] = partition(changed, waits);
  const kept = removeAttributes(pool, withoutWaiting(user, Object.keys(asked)), blank);
  const updated = withAttributes(withoutCodesTo(kept, Object.keys(changed)), {
    ...unverifiedFlags(immediate),
    ...flagsIn(asked), // also one that stays as it was: it is said of the new address
    ...immediate,
  });
  const toVerify = Object.keys(changed).filter(
    (name) => waits(name) || (isUnproven(name) && pool.settings.autoVerifiedAttributes.includes(name)),
  );
  return { user: { ...updated, pendingAttributes: { ...updated.pendingAttributes, ...waiting } }, toVerify };
}

/** Saves a change, and sends the codes that it asks for. @returns where they went */
export function saveChanged(pool: Pool, clock: Clock, { user, toVerify }: ChangedUser): readonly CodeDeliveryDetails[] {
  let current = pool.users.save(user);
  return toVerify.map((attribute) => {
    const code = { use: `verify:${attribute}`, purpose: "verifyAttribute", attribute } as const;
    const sent = sendCode(pool, clock, current, code);
    current = sent.user;
    return sent.details;
  });
}

/** @throws InvalidParameterException unknown, required, immutable, or what the user signs in with (U: texts) */
export function removeAttributes({ settings }: Pool, user: User, names: readonly string[]): User {
  for (const name of names) {
    const attribute = settings.schema.find((candidate) => candidate.name === name);
    if (attribute === undefined) {
      const text = `Invalid user attributes: user.${name}: Attribute does not exist in the schema.\n`;
      throw new InvalidParameterException(text);
    }
    if (attribute.required || settings.usernameAttributes.includes(name)) {
      throw new InvalidParameterException(`user.${name}: Attribute is required and cannot be deleted.\n`);
    }
  }
  assertMutable(settings.schema, names);
  const flags = names.filter(isAddress).map((name) => `${name}_verified`);
  return withoutCodesTo(withoutAttributes(user, [...names, ...flags]), names);
}

/** A code that went to an address must not verify the next one. */
export function withoutCodesTo(user: User, attributes: readonly string[]): User {
  const codes = Object.entries(user.codes).filter(
    ([, code]) => code !== undefined && !attributes.includes(code.sentTo),
  );
  return { ...user, codes: Object.fromEntries(codes) };
}

function withoutWaiting(user: User, names: readonly string[]): User {
  const [, pendingAttributes] = partition(user.pendingAttributes, (name) => names.includes(name));
  return { ...user, pendingAttributes };
}

/** New values of aliases; an old address that becomes verified is claimed like a new one. */
function aliasesIn({ attributes }: User, changed: Attributes): Attributes {
  const claimed = ["email", "phone_number"].filter((name) => changed[`${name}_verified`] === "true");
  return { ...Object.fromEntries(claimed.map((name) => [name, attributes[name] ?? ""])), ...changed };
}

function flagsIn(asked: Attributes): Attributes {
  return partition(asked, (name) => name.endsWith("_verified") && asked[name] !== "")[0];
}

function isAddress(name: string): boolean {
  return name === "email" || name === "phone_number";
}

function partition(values: Attributes, isFirst: (name: string) => boolean): [Attributes, Attributes] {
  const entries = Object.entries(values);
  return [
    Object.fromEntries(entries.filter(([name]) => isFirst(name))),
    Object.fromEntries(entries.filter(([name]) => !isFirst(name))),
  ];
}
