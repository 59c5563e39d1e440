/**
 * Who tries to sign in: a user, or a stand-in for an unknown one. A stand-in goes through the same steps with numbers of
 * the same kind, and fails at their end, so that no step tells whether the user exists.
 * Source: RFC 5054 section 2.5.1.3.
 */
import { createHmac } from "node:crypto";
import type { UserPoolClientSettings } from "../../terraform/user-pool/client-settings";
import { isEmailAddress } from "../domain/attribute-schema";
import type { PasswordVerifier, SrpIdentity } from "../domain/srp";
import { mod, toInteger } from "../domain/srp-group";
import type { User } from "../domain/user";
import { type Pool, srpIdentity } from "../pool";
import { userDoesNotExist } from "../refusals";

export interface Candidate {
  /** Whose attempts are counted. */
  readonly subject: string;
  readonly identity: SrpIdentity;
  /** Nobody knows the password of a stand-in, and of a user who has none. */
  readonly password: PasswordVerifier;
  /** Absent for a stand-in. */
  readonly username: string | undefined;
  /** Tells the user from one who takes the same name later. */
  readonly sub: string | undefined;
  /** The user name; for a stand-in, the name as it was typed. */
  readonly name: string;
}

/** @throws UserNotFoundException where the client does not hide whether users exist */
export function candidateFor(pool: Pool, client: UserPoolClientSettings, name: string): Candidate {
  const user = pool.users.find(name);
  if (user === undefined && !client.hidesUserExistence) throw userDoesNotExist();
  return user === undefined ? standIn(pool, name) : candidateOf(pool, user);
}

export function candidateOf(pool: Pool, user: User): Candidate {
  const { username, sub, password = standInPassword(pool, username) } = user;
  return { subject: username, identity: srpIdentity(pool, username), password, username, sub, name: username };
}

/** Whether `name` means this candidate: clients name a user by sub, by user name, or as it was typed. */
export function isNameOf(pool: Pool, { subject, identity }: Candidate, name: string): boolean {
  return name === identity.userId || (pool.users.find(name)?.username ?? unknownSubject(pool, name)) === subject;
}

function standIn(pool: Pool, name: string): Candidate {
  const subject = unknownSubject(pool, name);
  const identity = srpIdentity(pool, standInId(pool, name));
  const password = standInPassword(pool, pool.users.normalise(name));
  return { subject, identity, password, username: undefined, sub: undefined, name };
}

/** Under which name attempts on an unknown user are counted; no user name can be like it (it holds a space). */
export function unknownSubject(pool: Pool, name: string): string {
  return `unknown ${pool.users.normalise(name)}`;
}

/**
 * The user name that a user of this name would have: a UUID where an address is not the user name, else the name itself
 * (U: the documentation speaks of UUIDs alone, which would give away that nobody has this name).
 */
function standInId(pool: Pool, name: string): string {
  const { usernameAttributes, aliasAttributes } = pool.settings;
  const isAddress = usernameAttributes.length > 0 || (aliasAttributes.includes("email") && isEmailAddress(name));
  if (!isAddress) return pool.users.normalise(name);
  const hex = derived(pool, "user id", pool.users.normalise(name), 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Always the same for the same name, and of no password: who could find one would have to break the group. */
function standInPassword(pool: Pool, name: string): PasswordVerifier {
  const salt = toInteger(derived(pool, "salt", name, 16)).toString(16);
  const verifier = mod(toInteger(derived(pool, "verifier", name, 384))).toString(16);
  return { salt, verifier };
}

function derived(pool: Pool, purpose: string, name: string, size: number): Buffer {
  const key = pool.secretFor(`unknown user ${purpose}`);
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHmac("sha256", key).update(`${index}\0${name}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}
