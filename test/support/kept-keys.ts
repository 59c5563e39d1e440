/**
 * RSA keys of tests. Making a pair takes a tenth of a second or more, so each is made once in a checkout and kept in
 * `node_modules/.cache`. One name stands for one key; no test depends on which it is. A `stranger` belongs to no pool.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const folder = join(__dirname, "../../node_modules/.cache/keys-of-tests");

export function keptKey(name: string, modulusLength = 2048): KeyPair {
  const privateKey = createPrivateKey(keptText(join(folder, `${name}-${modulusLength}.pem`), modulusLength));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function keptText(file: string, modulusLength: number): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    mkdirSync(folder, { recursive: true });
    const own = `${file}.${process.pid}`;
    writeFileSync(own, pem, { mode: 0o600 });
    renameSync(own, file); // the last of several test files that made it at once wins
    return pem;
  }
}
