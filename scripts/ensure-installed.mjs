/**
 * Installs the dependencies when they are missing or no longer those of package-lock.json; runs before the npm scripts
 * that a fresh clone starts with. Without dependencies of its own, for an obvious reason.
 *
 * `node_modules/.installed-lock` keeps the hash of the lockfile that was installed last. It is written only after a
 * successful install, so an interrupted one is repaired by the next start.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".installed-lock");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old: install Node 20.19 or newer (https://nodejs.org), then try again.`,
  );
  process.exit(1);
}

const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) process.exit(0);

console.log(
  existsSync(stamp)
    ? "package-lock.json has changed: installing …"
    : "Installing dependencies (about a minute, once) …",
);
const install = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  shell: process.platform === "win32",
});
if (install.status !== 0) {
  console.error("The dependencies could not be installed: see npm's message above, then run `npm ci` yourself.");
  process.exit(1);
}
writeFileSync(stamp, wanted);
