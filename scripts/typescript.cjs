/**
 * Lets Node.js run TypeScript: `node --require ./scripts/typescript.cjs FILE`. By esbuild, as the bundle that is deployed.
 * What it makes of a file is kept for the next start, which mostly finds nothing changed; so does tsx, but it takes
 * twice the processor time for it. Packages are loaded by Node alone.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");

/** By content; `npm ci` empties it. */
const folder = join(__dirname, "../node_modules/.cache/typescript");
const compiler = [require("esbuild/package.json").version, readFileSync(__filename, "utf8")].join();

process.setSourceMapsEnabled(true);
require.extensions[".ts"] = (module, file) => module._compile(compiled(file), file);

const loadAsNodeDoes = require.extensions[".js"];
require.extensions[".js"] = (module, file) => {
  if (!/[\\/]node_modules[\\/]/.test(file)) return loadAsNodeDoes(module, file);
  process.setSourceMapsEnabled(false); // Node reads maps where it compiles, and those of packages cost more than the packages
  try {
    return loadAsNodeDoes(module, file);
  } finally {
    process.setSourceMapsEnabled(true);
  }
};

/** The file as JavaScript, with its source map. */
function compiled(file) {
  const source = readFileSync(file, "utf8");
  const name = basename(file); // in the map, which speaks of the file's own folder
  const kept = join(folder, createHash("sha256").update([compiler, name, source].join("\0")).digest("hex"));
  const known = textOf(kept);
  if (known.endsWith("\n")) return known; // else there is none, or a crash has cut it short
  const code = compile(source, file, name);
  keep(kept, code);
  return code;
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function compile(source, file, name) {
  const { transformSync } = require("esbuild"); // 12 ms to load: only where needed
  try {
    const options = { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline", sourcesContent: false };
    return transformSync(source, { ...options, sourcefile: name }).code;
  } catch (error) {
    if (!error.errors?.[0]?.location) throw error; // not a fault of the file
    const faults = error.errors.map(({ location, text }) => `${file}:${location.line}:${location.column + 1}: ${text}`);
    const fault = new SyntaxError(faults.join("\n"));
    fault.stack = String(fault); // that of a loader leads nowhere
    throw fault;
  }
}

/** As a whole or not at all: other programs start at the same time. */
function keep(path, code) {
  const own = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(own, code);
    renameSync(own, path);
  } catch {
    // Where nothing may be written, every start compiles.
  }
}
