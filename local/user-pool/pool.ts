/** One user pool at run time: its settings, and its part of the store. */
import { createHmac, randomBytes } from "node:crypto";
import type { UserPoolSettings } from "../terraform/user-pool/settings";
import type { Clock } from "./clock";
import { Attempts } from "./domain/attempts";
import type { EmailQuota } from "./domain/email-quota";
import { Groups } from "./domain/groups";
import { History } from "./domain/history";
import { SigningKeys } from "./domain/signing-keys";
import type { SrpIdentity } from "./domain/srp";
import { TokenFamilies } from "./domain/token-families";
import { Users } from "./domain/users";
import { Inbox } from "./inbox/inbox";
import type { Store } from "./store/store";

export interface PoolParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Shared by all pools. */
  readonly emailQuota: EmailQuota;
}

export interface Pool {
  readonly id: string;
  readonly settings: UserPoolSettings;
  /** `iss` of its tokens: the real service's, so that verifiers work unmodified. */
  readonly issuer: string;
  readonly users: Users;
  readonly groups: Groups;
  readonly tokenFamilies: TokenFamilies;
  readonly attempts: Attempts;
  readonly keys: SigningKeys;
  readonly inbox: Inbox;
  readonly emailQuota: EmailQuota;
  /** Since when its resources are here, by their ids. */
  readonly history: History;
  /** 32 bytes for one purpose, the same after a restart. */
  readonly secretFor: (purpose: string) => Buffer;
}

/** The signing keys of a pool; makes them when it is new. */
export function loadKeys({ id }: UserPoolSettings, store: Store, clock: Clock): Promise<SigningKeys> {
  return SigningKeys.load(store.collection(`keys:${id}`), clock);
}

/** Opens the part of `store` that belongs to a pool. */
export function openPool(settings: UserPoolSettings, keys: SigningKeys, { store, clock, emailQuota }: PoolParts): Pool {
  const { id, region } = settings;
  const secret = poolSecret(store, id);
  return {
    id,
    settings,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${id}`,
    users: new Users(store.collection(`users:${id}`), settings, clock),
    groups: new Groups(store.collection(`groups:${id}`), store.collection(`memberships:${id}`), clock),
    tokenFamilies: new TokenFamilies(store.collection(`families:${id}`), clock),
    attempts: new Attempts(store.collection(`attempts:${id}`), clock),
    keys,
    emailQuota,
    history: History.of(settings, store.collection("history"), clock),
    inbox: new Inbox(store.collection(`inbox:${id}`), clock),
    secretFor: (purpose) => createHmac("sha256", secret).update(purpose).digest(),
  };
}

function poolSecret(store: Store, poolId: string): Buffer {
  const secrets = store.collection<string>("secrets");
  const kept = secrets.get(poolId);
  if (kept !== undefined) return Buffer.from(kept, "base64");
  const secret = randomBytes(32);
  secrets.put(poolId, secret.toString("base64"));
  return secret;
}

/** Who a password belongs to, as its SRP proof names them. */
export function srpIdentity({ id }: Pool, username: string): SrpIdentity {
  return { poolName: id.slice(id.indexOf("_") + 1), userId: username };
}
