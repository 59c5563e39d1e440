/**
 * Signing keys that tests start pools with. Making a pair takes 0.4 s, so they are made once in each checkout and kept in
 * `node_modules/.cache`; no test depends on which ones they are.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type KeyRecord, SigningKeys } from "../../../../local/user-pool/domain/signing-keys";

type Keys = readonly [kid: string, key: KeyRecord][];

const folder = join(__dirname, "../../../../node_modules/.cache/user-pool-tests");

export async function keysFor(userPoolId: string): Promise<Keys> {
  const file = join(folder, `${userPoolId}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Keys;
  } catch {
    const made = await makeKeys();
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
    return made;
  }
}

async function makeKeys(): Promise<Keys> {
  const records = new Map<string, KeyRecord>();
  const collection = {
    get: (kid: string) => records.get(kid),
    put: (kid: string, key: KeyRecord) => void records.set(kid, key),
    delete: (kid: string) => void records.delete(kid),
    entries: () => records.entries(),
  };
  await SigningKeys.load(collection, () => new Date());
  return [...records];
}
