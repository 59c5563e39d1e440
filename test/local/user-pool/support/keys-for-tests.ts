/** Signing keys that tests start pools with. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Stack } from "../../../../local/terraform/stack";
import { readUserPools } from "../../../../local/terraform/user-pools";
import type { KeyRecord } from "../../../../local/user-pool/domain/signing-keys";
import { Store } from "../../../../local/user-pool/store/store";
import { keptKey } from "../../../support/kept-keys";

/** The ids are each pool's own, the keys those of all pools. */
export function keysFor(userPoolId: string): readonly [kid: string, key: KeyRecord][] {
  return (["id", "access"] as const).map((use, number) => {
    const privateKey = keptKey(`user-pool-${use}`).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return [createHash("sha256").update(`${userPoolId}-${use}`).digest("base64"), { use, privateKey, number }];
  });
}

/** Leaves keys in a new data folder, as an earlier start would have done: making them takes longer than all else. */
export function giveKeys(stack: Stack, dataDir: string): void {
  const store = Store.open(join(dataDir, "user-pool"));
  for (const { id } of readUserPools(stack).pools) {
    const records = store.collection<KeyRecord>(`keys:${id}`);
    for (const [kid, key] of keysFor(id)) records.put(kid, key);
  }
  store.close();
}
