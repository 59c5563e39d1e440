/** SECRET_HASH of clients with a secret. Source: Developer Guide, "Computing secret hash values". */
import { createHmac } from "node:crypto";
import type { UserPoolClientSettings } from "../../terraform/user-pool/client-settings";
import { isSame } from "../domain/codes";
import { NotAuthorizedException } from "../errors";

/** @param name the user name as the caller wrote it @throws NotAuthorizedException missing, wrong, or not expected */
export function assertSecretHash(
  { id, secret }: UserPoolClientSettings,
  name: string,
  given: string | undefined,
): void {
  if (secret === undefined && given === undefined) return;
  if (secret !== undefined && given === undefined) {
    throw new NotAuthorizedException(`Client ${id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = createHmac("sha256", secret ?? "")
    .update(name + id)
    .digest("base64");
  if (secret === undefined || !isSame(expected, given ?? "")) throw wrongSecret(id);
}

/** For operations that take the secret itself. @throws NotAuthorizedException */
export function assertSecret({ id, secret }: UserPoolClientSettings, given: string | undefined): void {
  if (secret === undefined && given === undefined) return;
  if (secret === undefined || given === undefined || !isSame(secret, given)) throw wrongSecret(id);
}

function wrongSecret(clientId: string): NotAuthorizedException {
  return new NotAuthorizedException(`Unable to verify secret hash for client ${clientId}`);
}
