/** The users of one pool, found by user name, `sub` or alias. */
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { type Clock, milliseconds } from "../clock";
import { userDoesNotExist } from "../refusals";
import type { Collection } from "../store/store";
import { isVerified, type User } from "./user";

type Naming = Pick<UserPoolSettings, "usernameAttributes" | "aliasAttributes" | "caseSensitive">;

export class Users {
  /** Normalised user name, and `sub`, to the key in the collection. */
  readonly #names = new Map<string, string>();
  /** `<attribute>\0<normalised value>` to the keys of those who carry it. */
  readonly #aliases = new Map<string, Set<string>>();

  constructor(
    private readonly records: Collection<User>,
    private readonly naming: Naming,
    private readonly clock: Clock,
  ) {
    for (const [, user] of records.entries()) this.#index(user);
  }

  /** By user name, `sub`, or an alias that may be used for sign-in. */
  find(name: string): User | undefined {
    return this.#get(this.#names.get(this.normalise(name))) ?? this.#findByAlias(name);
  }

  /** @throws UserNotFoundException */
  require(name: string): User {
    const user = this.find(name);
    if (user === undefined) throw userDoesNotExist();
    return user;
  }

  /** Whoever holds this value of an alias so that nobody else may; `undefined` if it is free, or no alias in this pool. */
  holderOf(attribute: string, value: string): User | undefined {
    const { usernameAttributes, aliasAttributes } = this.naming;
    const carriers = this.#carriers(attribute, value);
    if (usernameAttributes.includes(attribute)) return carriers[0];
    if (!aliasAttributes.includes(attribute)) return undefined;
    // A plain alias counts only once it is verified (a preferred user name needs no proof).
    return carriers.find((user) => attribute === "preferred_username" || isVerified(user, attribute));
  }

  /** Adds or replaces. @returns what is kept, with its new time of change */
  save(user: User): User {
    const saved = { ...user, modifiedAt: milliseconds(this.clock) };
    this.#unindex(user.username);
    this.records.put(user.username, saved);
    this.#index(saved);
    return saved;
  }

  delete(user: User): void {
    this.#unindex(user.username);
    this.records.delete(user.username);
  }

  /** In order of creation. */
  all(): readonly User[] {
    return Array.from(this.records.entries(), ([, user]) => user).sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Matching ignores case where the pool does, and nothing else (U: no trimming); what is stored stays as typed. */
  normalise(name: string): string {
    return this.naming.caseSensitive ? name : name.toLowerCase();
  }

  /** Whoever signs in with this value of e-mail address, phone number or preferred user name. */
  #findByAlias(value: string): User | undefined {
    const names = [...this.naming.usernameAttributes, ...this.naming.aliasAttributes];
    return names.map((name) => this.holderOf(name, value)).find((user) => user !== undefined);
  }

  #get(key: string | undefined): User | undefined {
    return key === undefined ? undefined : this.records.get(key);
  }

  #carriers(attribute: string, value: string): User[] {
    const keys = this.#aliases.get(this.#aliasKey(attribute, value)) ?? [];
    return [...keys].flatMap((key) => this.records.get(key) ?? []);
  }

  #aliasKey(attribute: string, value: string): string {
    return `${attribute}\0${this.normalise(value)}`;
  }

  #aliasKeys({ attributes }: User): string[] {
    const names = [...this.naming.usernameAttributes, ...this.naming.aliasAttributes];
    return names.flatMap((name) => (attributes[name] === undefined ? [] : this.#aliasKey(name, attributes[name])));
  }

  #index(user: User): void {
    this.#names.set(this.normalise(user.username), user.username).set(user.sub, user.username);
    for (const key of this.#aliasKeys(user)) {
      this.#aliases.set(key, (this.#aliases.get(key) ?? new Set()).add(user.username));
    }
  }

  #unindex(username: string): void {
    const user = this.records.get(username);
    if (user === undefined) return;
    this.#names.delete(this.normalise(user.username));
    this.#names.delete(user.sub);
    for (const key of this.#aliasKeys(user)) {
      const holders = this.#aliases.get(key);
      holders?.delete(username);
      if (holders?.size === 0) this.#aliases.delete(key);
    }
  }
}
