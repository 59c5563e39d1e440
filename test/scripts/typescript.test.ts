import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { typescript } from "../../local/typescript";

describe("the stack trace of a program of ours", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "typescript-"));
    const put = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), lines.join("\n"));
    mkdirSync(join(folder, "node_modules/a-package"), { recursive: true });
    put("node_modules/a-package/index.js", [
      'require("./inner.js");',
      "exports.call = (work) => work();",
      "//# sourceMappingURL=index.js.map",
    ]);
    put("node_modules/a-package/inner.js", []);
    put("node_modules/a-package/index.js.map", [
      JSON.stringify({ version: 3, names: [], sources: ["source.ts"], mappings: "AAAA;AACA" }),
    ]);
    put("program.ts", [
      "interface Package {",
      "  readonly call: (work: () => never) => never;",
      "}",
      'const { call } = require("a-package") as Package;',
      "call(() => {",
      '  throw new Error("no");',
      "});",
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("names the lines of our sources, and those of packages as they are installed", () => {
    const { stderr } = spawnSync(process.execPath, [...typescript, join(folder, "program.ts")], { encoding: "utf8" });

    expect(stderr).toContain("Error: no");
    expect(stderr).toContain(`${join(folder, "program.ts")}:6:9`);
    expect(stderr).toContain(`${join(folder, "node_modules/a-package/index.js")}:2:26`);
    expect(stderr).not.toContain("source.ts");
  });
});
