import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

describe("a program in TypeScript", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "typescript-"));
    mkdirSync(join(folder, "scripts"));
    cpSync("scripts/typescript.cjs", join(folder, "scripts/typescript.cjs"));
    mkdirSync(join(folder, "node_modules/a-package"), { recursive: true });
    symlinkSync(dirname(require.resolve("esbuild/package.json")), join(folder, "node_modules/esbuild"), "junction");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, ...lines: readonly string[]) => writeFileSync(join(folder, name), lines.join("\n"));
  const run = (file: string) => {
    const args = ["--require", join(folder, "scripts/typescript.cjs"), join(folder, file)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return { status, stdout, stderr };
  };

  test("has its own lines in a stack trace, and those of packages as they are installed", () => {
    put("node_modules/a-package/inner.js", "");
    put(
      "node_modules/a-package/index.js",
      'require("./inner.js");',
      "exports.call = (work) => work();",
      "//# sourceMappingURL=index.js.map",
    );
    put(
      "node_modules/a-package/index.js.map",
      JSON.stringify({ version: 3, names: [], sources: ["source.ts"], mappings: "AAAA;AACA" }),
    );
    put(
      "program.ts",
      "interface Package {",
      "  readonly call: (work: () => never) => never;",
      "}",
      'const { call } = require("a-package") as Package;',
      "call(() => {",
      '  throw new Error("no");',
      "});",
    );

    for (const start of ["the first", "another one"]) {
      const { stderr } = run("program.ts");

      expect({ start, stderr }).toEqual({ start, stderr: expect.stringContaining("Error: no") });
      expect(stderr).toContain(`${join(folder, "program.ts")}:6:9`);
      expect(stderr).toContain(`${join(folder, "node_modules/a-package/index.js")}:2:26`);
      expect(stderr).not.toContain("source.ts");
    }
  });

  test("is compiled again only when it has changed, or the compiler", () => {
    const compiler = dirname(require.resolve("esbuild/package.json"));
    unlinkSync(join(folder, "node_modules/esbuild"));
    mkdirSync(join(folder, "node_modules/esbuild"));
    const install = (version: string) => put("node_modules/esbuild/package.json", JSON.stringify({ version }));
    put(
      "node_modules/esbuild/index.js",
      "exports.transformSync = (source, options) => {",
      '  console.error("compiles", options.sourcefile);',
      `  return require(${JSON.stringify(compiler)}).transformSync(source, options);`,
      "};",
    );
    install("1.0.0");
    put("word.ts", "export const word: string = 'one';");
    put("program.ts", 'import { word } from "./word";', "console.log(word);");

    expect(run("program.ts")).toMatchObject({ stdout: "one\n", stderr: "compiles program.ts\ncompiles word.ts\n" });
    expect(run("program.ts")).toMatchObject({ stdout: "one\n", stderr: "" });
    put("word.ts", "export const word: string = 'two';");
    expect(run("program.ts")).toMatchObject({ stdout: "two\n", stderr: "compiles word.ts\n" });
    install("1.0.1");
    expect(run("program.ts")).toMatchObject({ stdout: "two\n", stderr: "compiles program.ts\ncompiles word.ts\n" });
  });

  test("is compiled again when what was kept is cut short", () => {
    put("program.ts", "console.log('ran' satisfies string);");
    expect(run("program.ts")).toMatchObject({ status: 0, stdout: "ran\n" });
    const kept = readdirSync(join(folder, "node_modules/.cache/typescript"));

    for (const name of kept) put(`node_modules/.cache/typescript/${name}`, "");

    expect(kept).toHaveLength(1);
    expect(run("program.ts")).toMatchObject({ status: 0, stdout: "ran\n" });
  });

  test("runs where nothing can be kept", () => {
    put("node_modules/.cache", "no folder");
    put("program.ts", "console.log('ran' satisfies string);");

    expect(run("program.ts")).toEqual({ status: 0, stdout: "ran\n", stderr: "" });
  });

  test("that does not compile is named, with the place", () => {
    put("faulty.ts", "export const one = 1;", "export const two = ;");
    put("program.ts", 'import "./faulty";');

    const { status, stderr } = run("program.ts");

    expect(status).toBe(1);
    expect(stderr).toContain(`SyntaxError: ${join(folder, "faulty.ts")}:2:20: Unexpected ";"`);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
