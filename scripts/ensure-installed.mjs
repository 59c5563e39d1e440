/**
 * Installs the dependencies when they are missing or no longer those of package-lock.json; runs before the npm scripts
 * that a fresh clone starts with. Without dependencies of its own, for an obvious reason; and in the JavaScript of 2019,
 * because only a Node that can read this file can say that it is too old.
 *
 * What is installed is read from `node_modules/.package-lock.json`, which npm itself writes at the end of every install:
 * an interrupted one is repaired by the next start, and one made by hand counts.
 *
 * Usage: node scripts/ensure-installed.mjs [FOLDER]   with a package.json of its own, such as `bench`
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [, , folder = "."] = process.argv;
const root = join(dirname(fileURLToPath(import.meta.url)), "..", folder);

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
// Vite's own wish, and the API's: process.getBuiltinModule came to 20.16 and 22.3.
if (major < 20 || major === 21 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  fail(
    `Node ${process.versions.node} is too old: install Node 20.19, 22.12 or newer (https://nodejs.org), then try again.`,
  );
}

if (sendsLocalCallsToProxy(process.env)) {
  fail(
    "Node sends calls on this machine to the proxy, too (NODE_USE_ENV_PROXY): set NO_PROXY=localhost,127.0.0.1, then try again.",
  );
}

const locked = packagesIn("package-lock.json");
const installed = packagesIn("node_modules/.package-lock.json");
if (locked !== undefined && isInstalled(locked, installed)) process.exit(0);

console.log(
  installed === undefined
    ? "Installing dependencies (about a minute, once) …"
    : "package-lock.json has changed: installing …",
);
// By a shell: on Windows npm is a script, which cannot be started without one.
const install = spawnSync("npm ci --no-audit --no-fund --loglevel=error", {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  shell: true,
});
if (install.status !== 0) {
  fail("The dependencies could not be installed: see npm's message above, then run `npm ci` yourself.");
}

/**
 * Source: Node.js documentation, "Enterprise network configuration".
 * @param {NodeJS.ProcessEnv} env
 */
function sendsLocalCallsToProxy(env) {
  const usesProxy = env.NODE_USE_ENV_PROXY === "1" || /--use-env-proxy\b/.test(env.NODE_OPTIONS || "");
  const except = (env.no_proxy || env.NO_PROXY || "").split(/[,\s]+/);
  const isExcepted = except.includes("*") || (except.includes("localhost") && except.includes("127.0.0.1"));
  return usesProxy && Boolean(env.http_proxy || env.HTTP_PROXY) && !isExcepted;
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} Package
 * @param {string} lockfile
 * @returns {Record<string, Package> | undefined} undefined when there is no readable lockfile
 */
function packagesIn(lockfile) {
  try {
    const { "": _project, ...packages } = JSON.parse(readFileSync(join(root, lockfile), "utf8")).packages;
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * Packages for other platforms are optional and stay away. What is there besides (the tests may have fetched a browser)
 * changes nothing, unless it lies within a wanted package, which would find it before the right one.
 * @param {Record<string, Package>} wanted
 * @param {Record<string, Package>} [present]
 */
function isInstalled(wanted, present = {}) {
  return (
    Object.keys(present).every((path) => path in wanted || !(folderOf(path) in wanted)) &&
    Object.entries(wanted).every(([path, { version, optional, devOptional }]) =>
      path in present ? present[path].version === version : optional || devOptional,
    )
  );
}

/**
 * `node_modules/a/node_modules/b` → `node_modules/a`; nothing at the top.
 * @param {string} path
 */
function folderOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/")));
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
