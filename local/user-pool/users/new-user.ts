/** The rules by which a user comes to be, shared by SignUp and AdminCreateUser. */
import { randomUUID } from "node:crypto";
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { type Clock, milliseconds } from "../clock";
import { assertFitsSchema, assertMutable, isEmailAddress, isPhoneNumber } from "../domain/attribute-schema";
import type { Attributes, User, UserStatus } from "../domain/user";
import { InvalidParameterException } from "../errors";
import type { Pool } from "../pool";
import { namesWithoutProof } from "./alias";

/** What the `Username` of a request means in this pool: a user name, or the attribute that it fills. */
export interface SignInName {
  readonly username: string | undefined;
  readonly attributes: Attributes;
}

/** @throws InvalidParameterException not an address where one is asked for; or one where it would clash with an alias */
export function signInNameOf({ usernameAttributes, aliasAttributes }: UserPoolSettings, name: string): SignInName {
  if (usernameAttributes.length === 0) {
    if (aliasAttributes.includes("email") && isEmailAddress(name)) {
      throw new InvalidParameterException(
        "Username cannot be of email format, since user pool is configured for email alias.",
      );
    }
    return { username: name, attributes: {} };
  }
  if (usernameAttributes.includes("email") && isEmailAddress(name)) {
    return { username: undefined, attributes: { email: name } };
  }
  if (usernameAttributes.includes("phone_number") && isPhoneNumber(name)) {
    return { username: undefined, attributes: { phone_number: name } };
  }
  const kinds = { email: "an email", phone_number: "a phone number" } as const;
  const asked = (["email", "phone_number"] as const).filter((kind) => usernameAttributes.includes(kind));
  const either = asked.length > 1 ? "either " : "";
  throw new InvalidParameterException(`Username should be ${either}${asked.map((kind) => kinds[kind]).join(" or ")}.`);
}

/** Whether somebody goes by this name already, or signs in with an address or a preferred name of the new user. */
export function isTaken({ settings, users }: Pool, name: string, { attributes }: User): boolean {
  const others = namesWithoutProof(settings).map((alias) => users.holderOf(alias, attributes[alias] ?? ""));
  return [users.find(name), ...others].some((user) => user !== undefined);
}

/** A user that does not exist yet; not saved. @throws InvalidParameterException attributes against the schema */
export function newUser(
  { settings }: Pool,
  name: SignInName,
  asked: Attributes,
  status: UserStatus,
  clock: Clock,
): User {
  const given = Object.fromEntries(
    Object.entries({ ...asked, ...name.attributes }).filter(([, value]) => value !== ""),
  );
  assertFitsSchema(settings.schema, given);
  if (given.sub !== undefined) assertMutable(settings.schema, ["sub"]); // U: name and text; the pool makes it
  const sub = randomUUID();
  const now = milliseconds(clock);
  return {
    username: name.username ?? sub,
    sub,
    status,
    enabled: true,
    attributes: { ...unverifiedFlags(given), ...given },
    pendingAttributes: {},
    formerPasswords: [],
    codes: {},
    createdAt: now,
    modifiedAt: now,
  };
}

/** An address starts unverified; the flag is there as soon as the address is. */
export function unverifiedFlags(attributes: Attributes): Attributes {
  const addresses = ["email", "phone_number"].filter((name) => attributes[name]);
  return Object.fromEntries(addresses.map((name) => [`${name}_verified`, "false"]));
}
