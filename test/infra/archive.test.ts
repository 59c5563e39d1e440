import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { zipFolder } from "../../infra/archive";
import { functionEntry, zipFunction } from "../../infra/function-entry";
import { typescript } from "../../local/typescript";

/** A folder with these files, written in this order. */
function aFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe("the function's archive", () => {
  const folders: string[] = [];
  const given = (files: Record<string, string>) => {
    const folder = aFolder(files);
    folders.push(folder);
    return folder;
  };
  const aFolderOf = (files: Readonly<Record<string, Uint8Array>>) =>
    given(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])));
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test("holds the files below the folder, under their paths in it", () => {
    const zip = unzipSync(zipFolder(given({ "index.js": "one", "sub/two.js": "two" })));

    expect(Object.entries(zip).map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual([
      ["index.js", "one"],
      ["sub/two.js", "two"],
    ]);
  });

  test("is the same, byte for byte, wherever and whenever it was made", () => {
    const one = given({ "a.js": "a", "b.js": "b" });
    const other = given({ "b.js": "b", "a.js": "a" });
    utimesSync(join(other, "a.js"), new Date(0), new Date(0));

    expect(Buffer.compare(zipFolder(one), zipFolder(other))).toBe(0);
  });

  test("is the same in every time zone", () => {
    const folder = given({ "index.js": "one" });
    const program = `console.log(Buffer.from(require("./infra/archive").zipFolder(${JSON.stringify(folder)})).toString("hex"))`;
    const madeIn = (TZ: string) =>
      execFileSync(process.execPath, [...typescript, "--input-type=commonjs", "-e", program], {
        env: { ...process.env, TZ },
        encoding: "utf8",
      });

    expect(madeIn("Pacific/Kiritimati")).toBe(madeIn("America/Anchorage"));
  });

  test("begins with a file that gives on the bundle's handler, also to an import", () => {
    const bundle = 'exports.handler = async (event, context) => "answer"; exports.other = 1;';
    const folder = aFolderOf(unzipSync(zipFunction(given({ "index.js": bundle }))));
    const program = `import(${JSON.stringify(join(folder, functionEntry.file))}).then(async ({ handler, other }) =>
      console.log(JSON.stringify([handler.length, await handler(), typeof other])))`;

    const stdout = execFileSync(process.execPath, ["--input-type=commonjs", "-e", program], { encoding: "utf8" });

    expect(functionEntry.handler).toBe(`${functionEntry.file.replace(/\.js$/, "")}.handler`);
    expect(JSON.parse(stdout)).toEqual([2, "answer", "undefined"]);
  });

  test("differs when a file differs in content or name", () => {
    const zip = Buffer.from(zipFolder(given({ "index.js": "one" })));

    expect(zip.equals(zipFolder(given({ "index.js": "two" })))).toBe(false);
    expect(zip.equals(zipFolder(given({ "main.js": "one" })))).toBe(false);
  });
});
