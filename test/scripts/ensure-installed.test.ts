import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import { startProgram } from "../support/program";

/** A project whose only dependencies are folders, so that the real npm installs it in no time and without a network. */
function aProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "install-"));
  mkdirSync(join(folder, "scripts"));
  cpSync("scripts/ensure-installed.mjs", join(folder, "scripts/ensure-installed.mjs"));
  writeDependencies(folder, ["one"]);
  return folder;
}

function writeDependencies(folder: string, names: readonly string[]) {
  const dependencies = Object.fromEntries(names.map((name) => [name, `file:${name}`]));
  const project = { name: "sample", version: "1.0.0", dependencies };
  const packages: Record<string, unknown> = { "": project };
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    packages[name] = { version: "1.0.0" };
    packages[`node_modules/${name}`] = { resolved: name, link: true };
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify(project));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ name: "sample", version: "1.0.0", lockfileVersion: 3, requires: true, packages }),
  );
}

/** Writes a package down as installed, as npm does it. */
function addInstalled(folder: string, path: string) {
  const file = join(folder, "node_modules/.package-lock.json");
  const installed = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(
    file,
    JSON.stringify({ ...installed, packages: { ...installed.packages, [path]: { version: "1.0.0" } } }),
  );
}

async function ensureInstalled(folder: string, nodeOptions: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const args = [...nodeOptions, join(folder, "scripts/ensure-installed.mjs")];
  const program = startProgram(process.execPath, args, { cwd: tmpdir(), env });
  return { status: await program.ended, output: program.output() };
}

describe("installing what is missing", () => {
  let folder: string;
  /** Installed once: npm takes its time. */
  const model = aProject();
  const useInstalledProject = () => cpSync(model, folder, { recursive: true, verbatimSymlinks: true });
  beforeAll(async () => {
    expect(await ensureInstalled(model)).toMatchObject({ status: 0 });
  });
  afterAll(() => rmSync(model, { recursive: true }));
  beforeEach(() => {
    folder = aProject();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("installs on a fresh clone, and says so", async () => {
    const { status, output } = await ensureInstalled(folder);

    expect(output).toContain("Installing dependencies");
    expect(status).toBe(0);
    expect(existsSync(join(folder, "node_modules/one"))).toBe(true);
  });

  test.each(["18.20.4", "20.18.3", "21.7.3", "22.11.0"])(
    "refuses Node %s, and says what to install",
    async (version) => {
      const preload = join(folder, "old-node.cjs");
      writeFileSync(preload, `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`);

      expect(await ensureInstalled(folder, ["--require", preload])).toEqual({
        status: 1,
        output: `Node ${version} is too old: install Node 20.19, 22.12 or newer (https://nodejs.org), then try again.\n`,
      });
    },
  );

  const proxy = { HTTP_PROXY: "http://proxy.example.com:8080", http_proxy: "", NO_PROXY: "", no_proxy: "" };
  const local = "localhost,127.0.0.1";

  test.each([
    { ...proxy, NODE_USE_ENV_PROXY: "1" },
    { ...proxy, NODE_USE_ENV_PROXY: "1", NO_PROXY: "localhost,.example.com" },
    { ...proxy, NODE_USE_ENV_PROXY: "1", NO_PROXY: local, no_proxy: ".example.com" },
  ])("refuses to start where nothing on this machine would be reached: %j", async (env) => {
    useInstalledProject();

    expect(await ensureInstalled(folder, [], env)).toEqual({
      status: 1,
      output: expect.stringMatching(/to the proxy, too .*: set NO_PROXY=localhost,127\.0\.0\.1, then try again\.\n$/),
    });
  });

  test.each([
    proxy,
    { ...proxy, NODE_USE_ENV_PROXY: "1", NO_PROXY: `.example.com, ${local}` },
    { ...proxy, NODE_USE_ENV_PROXY: "1", no_proxy: "*" },
    { ...proxy, NODE_USE_ENV_PROXY: "1", HTTP_PROXY: "" },
  ])("does not mind a proxy for what is elsewhere: %j", async (env) => {
    useInstalledProject();

    expect(await ensureInstalled(folder, [], env)).toMatchObject({ status: 0 });
  });

  test("is written so that a Node that is years too old can read it", () => {
    const source = readFileSync("scripts/ensure-installed.mjs", "utf8");
    const inWordsOf = (target: "es2019" | "es2023") => transformSync(source, { jsc: { target } }).code;

    expect(inWordsOf("es2019")).toBe(inWordsOf("es2023"));
  });

  test("does nothing and says nothing when all is installed", async () => {
    useInstalledProject();

    expect(await ensureInstalled(folder)).toEqual({ status: 0, output: "" });
  });

  test("leaves alone what somebody has installed by hand", async () => {
    await startProgram("npm", ["ci"], { cwd: folder }).ended;

    expect(await ensureInstalled(folder)).toEqual({ status: 0, output: "" });
  });

  test("leaves alone a package that somebody has installed besides", async () => {
    useInstalledProject();
    addInstalled(folder, "node_modules/browser");
    addInstalled(folder, "node_modules/browser/node_modules/unpacker");

    expect(await ensureInstalled(folder)).toEqual({ status: 0, output: "" });
  });

  test("installs again when one is left over within a package that is wanted", async () => {
    useInstalledProject();
    addInstalled(folder, "node_modules/one/node_modules/old");

    expect((await ensureInstalled(folder)).output).toContain("installing");
  });

  test("installs again when the lockfile has changed", async () => {
    useInstalledProject();
    writeDependencies(folder, ["one", "two"]);

    const { status, output } = await ensureInstalled(folder);

    expect(output).toContain("package-lock.json has changed");
    expect(status).toBe(0);
  });

  test("fails with the way out, and tries again next time, when npm fails", async () => {
    writeFileSync(join(folder, "package-lock.json"), "{");

    const first = await ensureInstalled(folder);
    const second = await ensureInstalled(folder);

    expect(first.status).toBe(1);
    expect(first.output).toContain("run `npm ci` yourself");
    expect(second.status).toBe(1);
  });
});
