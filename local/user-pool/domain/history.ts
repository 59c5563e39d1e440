/** Since when a pool and its clients are here, and since when as they are: what the service answers as dates. */
import { createHash } from "node:crypto";
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { type Clock, milliseconds } from "../clock";
import type { Collection } from "../store/store";

interface Dates {
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

interface Seen extends Dates {
  readonly fingerprint: string;
}

export class History {
  private constructor(private readonly records: Collection<Seen>) {}

  /** Takes note of a pool and its clients as they are now. */
  static of(settings: UserPoolSettings, records: Collection<Seen>, clock: Clock): History {
    const { clients, declared: _users, ...pool } = settings;
    const now = milliseconds(clock);
    for (const resource of [pool, ...clients]) {
      const seen = records.get(resource.id);
      const fingerprint = fingerprintOf(resource);
      if (seen?.fingerprint === fingerprint) continue;
      records.put(resource.id, { createdAt: seen?.createdAt ?? now, modifiedAt: now, fingerprint });
    }
    return new History(records);
  }

  datesOf(id: string): { readonly CreationDate: Date; readonly LastModifiedDate: Date } {
    const { createdAt = 0, modifiedAt = 0 } = this.records.get(id) ?? {};
    return { CreationDate: new Date(createdAt), LastModifiedDate: new Date(modifiedAt) };
  }
}

function fingerprintOf(resource: object): string {
  const json = JSON.stringify(resource, (_key, value) => (value instanceof Set ? [...value] : value));
  return createHash("sha256").update(json).digest("base64url");
}
