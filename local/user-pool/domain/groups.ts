/** The groups of one pool, and who is in them. */
import { type Clock, milliseconds } from "../clock";
import { GroupExistsException } from "../errors";
import { noSuchGroup } from "../refusals";
import type { Collection } from "../store/store";

export interface Group {
  readonly name: string;
  readonly description?: string;
  /** The lower, the more it counts; a group without one counts least. */
  readonly precedence?: number;
  readonly roleArn?: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export type GroupChanges = { readonly [K in "description" | "precedence" | "roleArn"]?: Group[K] | undefined };

export class Groups {
  constructor(
    private readonly records: Collection<Group>,
    /** User name to the names of the groups that the user is in. */
    private readonly memberships: Collection<readonly string[]>,
    private readonly clock: Clock,
  ) {}

  /** @throws GroupExistsException */
  create(name: string, changes: GroupChanges): Group {
    if (this.records.get(name) !== undefined) throw new GroupExistsException("A group with the name already exists."); // U
    const now = milliseconds(this.clock);
    return this.#save({ name, createdAt: now, modifiedAt: now }, changes);
  }

  /** What is not named stays. @throws ResourceNotFoundException */
  update(name: string, changes: GroupChanges): Group {
    return this.#save({ ...this.require(name), modifiedAt: milliseconds(this.clock) }, changes);
  }

  find(name: string): Group | undefined {
    return this.records.get(name);
  }

  /** @throws ResourceNotFoundException */
  require(name: string): Group {
    const group = this.find(name);
    if (group === undefined) throw noSuchGroup();
    return group;
  }

  /** Its members stay users. @throws ResourceNotFoundException */
  delete(name: string): void {
    this.require(name);
    for (const username of this.membersOf(name)) this.removeMember(name, username);
    this.records.delete(name);
  }

  all(): readonly Group[] {
    return Array.from(this.records.entries(), ([, group]) => group);
  }

  /** Twice is as good as once. @throws ResourceNotFoundException */
  addMember(name: string, username: string): void {
    this.require(name);
    const names = this.memberships.get(username) ?? [];
    if (!names.includes(name)) this.memberships.put(username, [...names, name]);
  }

  /** Somebody who is not in the group is fine. @throws ResourceNotFoundException */
  removeMember(name: string, username: string): void {
    this.require(name);
    const names = this.memberships.get(username) ?? [];
    if (!names.includes(name)) return;
    const left = names.filter((other) => other !== name);
    if (left.length === 0) this.forget(username);
    else this.memberships.put(username, left);
  }

  /** User names. */
  membersOf(name: string): ReadonlySet<string> {
    const members = [...this.memberships.entries()].filter(([, names]) => names.includes(name));
    return new Set(members.map(([username]) => username));
  }

  /** In order of precedence, then by name (U), as tokens list them. */
  of(username: string): readonly Group[] {
    const groups = (this.memberships.get(username) ?? []).flatMap((name) => this.records.get(name) ?? []);
    return groups.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  }

  /** When a user goes. */
  forget(username: string): void {
    this.memberships.delete(username);
  }

  #save(group: Group, changes: GroupChanges): Group {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const saved = { ...group, ...Object.fromEntries(given) };
    this.records.put(saved.name, saved);
    return saved;
  }
}

/**
 * The role that counts: that of the first group, unless another group of the same precedence has another role.
 * Source: Developer Guide, "Adding groups to a user pool", section on precedence values.
 */
export function preferredRole(groups: readonly Group[]): string | undefined {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const [first] = withRole;
  if (first === undefined) return undefined;
  const rivals = withRole.filter((group) => rank(group) === rank(first));
  return rivals.every(({ roleArn }) => roleArn === first.roleArn) ? first.roleArn : undefined;
}

function rank({ precedence }: Group): number {
  return precedence ?? Number.MAX_SAFE_INTEGER;
}
