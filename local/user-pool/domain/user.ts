/** A user as the pool keeps it: one document, replaced as a whole at each change. */
import type { Code, CodeUse } from "./codes";
import type { MfaPreference } from "./mfa-preference";
import type { Passkey } from "./passkey";
import type { PasswordVerifier } from "./srp";
import type { SoftwareToken } from "./totp";

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD";

export type Attributes = Readonly<Record<string, string>>;

export interface User {
  /** Never changes: the SRP verifier depends on it. Equal to `sub` where the e-mail address is the user name. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Wire names to text, without `sub`; `email_verified` is "true" or "false". */
  readonly attributes: Attributes;
  /** New values that wait for their verification code. */
  readonly pendingAttributes: Attributes;
  /** Absent for users without a password. */
  readonly password?: PasswordVerifier;
  /** Earlier passwords, newest first, as many as the policy's history asks for. */
  readonly formerPasswords: readonly PasswordVerifier[];
  /** When the temporary password of FORCE_CHANGE_PASSWORD ends; epoch milliseconds. */
  readonly temporaryPasswordExpiresAt?: number;
  readonly codes: { readonly [U in CodeUse]?: Code };
  /** The authenticator app in use. */
  readonly softwareToken?: SoftwareToken;
  /** The one that is being set up: it takes that place once a code shows that the app has the secret. */
  readonly pendingSoftwareToken?: SoftwareToken;
  readonly mfa?: MfaPreference;
  readonly passkeys?: readonly Passkey[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The user with this code outstanding, in place of an earlier one for the same use. */
export function withCode(user: User, use: CodeUse, code: Code): User {
  return { ...user, codes: { ...user.codes, [use]: code } };
}

export function withoutCode(user: User, use: CodeUse): User {
  const { [use]: _used, ...codes } = user.codes;
  return { ...user, codes };
}

export function withAttributes(user: User, changes: Attributes): User {
  return { ...user, attributes: { ...user.attributes, ...changes } };
}

export function withoutAttributes(user: User, names: readonly string[]): User {
  const keep = ([name]: [string, string]) => !names.includes(name);
  return {
    ...user,
    attributes: Object.fromEntries(Object.entries(user.attributes).filter(keep)),
    pendingAttributes: Object.fromEntries(Object.entries(user.pendingAttributes).filter(keep)),
  };
}

export function isVerified(user: User, attribute: string): boolean {
  return user.attributes[attribute] !== undefined && user.attributes[`${attribute}_verified`] === "true";
}

/** As on the wire, `sub` included. */
export function wireAttributes(user: User, isReadable: (name: string) => boolean = () => true) {
  const entries = Object.entries({ sub: user.sub, ...user.attributes });
  return entries.filter(([name]) => name === "sub" || isReadable(name)).map(([Name, Value]) => ({ Name, Value }));
}

/** `UserType` of the API. @param names only these attributes */
export function wireUser(user: User, names?: readonly string[]) {
  return {
    Username: user.username,
    Attributes: wireAttributes(user).filter(({ Name }) => names === undefined || names.includes(Name)),
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
