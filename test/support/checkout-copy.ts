/** A copy of this checkout in a temporary folder, as a clone would be, with the installed packages linked in. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface CheckoutCopy {
  readonly folder: string;
  remove(): void;
}

export function copyCheckout(): CheckoutCopy {
  const root = resolve(__dirname, "../..");
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of files.toString().split("\0")) {
    const source = join(root, file);
    if (file !== "" && existsSync(source)) cpSync(source, join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
