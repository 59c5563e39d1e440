/** Signing keys that tests start pools with. */
import { createHash } from "node:crypto";
import type { KeyRecord } from "../../../../local/user-pool/domain/signing-keys";
import { keptKey } from "../../../support/kept-keys";

export function keysFor(userPoolId: string): readonly [kid: string, key: KeyRecord][] {
  return (["id", "access"] as const).map((use, number) => {
    const name = `${userPoolId}-${use}`;
    const privateKey = keptKey(name).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return [createHash("sha256").update(name).digest("base64"), { use, privateKey, number }];
  });
}
