/**
 * Which attributes an app client may read and write.
 * Source: Developer Guide, "Working with user attributes", section on attribute permissions.
 */

import type { UserPoolClientSettings } from "../../terraform/user-pool/client-settings";
import { isStandardAttribute } from "../../terraform/user-pool/schema";
import { NotAuthorizedException } from "../errors";

export function canRead({ readAttributes }: UserPoolClientSettings, name: string): boolean {
  if (name === "sub") return true;
  return readAttributes === undefined ? isStandardAttribute(name) : readAttributes.has(name);
}

/** @throws NotAuthorizedException when the client may not write one of them; `sub` and verified flags never are its own */
export function assertWritable({ writeAttributes }: UserPoolClientSettings, names: readonly string[]): void {
  const isWritable = (name: string) =>
    name !== "sub" &&
    !name.endsWith("_verified") &&
    (writeAttributes === undefined ? isStandardAttribute(name) : writeAttributes.has(name));
  if (!names.every(isWritable)) {
    throw new NotAuthorizedException("A client attempted to write unauthorized attribute");
  }
}
