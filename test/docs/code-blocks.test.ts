import { documents } from "./support/documents";
import { editsOf } from "./support/edits";

const blocks = documents().flatMap(({ file, blocks }) => blocks.map((block) => ({ file, ...block })));

describe("a block of code", () => {
  test("in TypeScript is a file to create, so that it is compiled and its format checked", () => {
    const loose = blocks.filter((block) => /^tsx?$/.test(block.language) && editsOf([block]).length === 0);

    expect(loose.map(({ file, code }) => `${file}: ${code.split("\n")[0]}`)).toEqual([]);
  });

  test("with edits is in a document whose edits a test carries out", () => {
    const files = blocks.filter((block) => editsOf([block]).length > 0).map(({ file }) => file);

    expect([...new Set(files)].sort()).toEqual(["CONTRIBUTING.md", "docs/add-a-route.md"]);
  });

  test("in JSON is JSON", () => {
    for (const { language, code } of blocks) if (language === "json") expect(() => JSON.parse(code)).not.toThrow();
  });

  test("says what language it is in", () => {
    expect(blocks.filter(({ language }) => language === "").map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });
});
