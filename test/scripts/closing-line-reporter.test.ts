import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { endPrograms, startProgram } from "../support/program";

jest.setTimeout(60_000);

/** What a run of Jest over these tests prints at its end. */
async function closingLines(tests: string, ...args: string[]): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "reporter-")));
  try {
    writeFileSync(join(folder, "sample.test.js"), tests);
    writeFileSync(
      join(folder, "jest.config.json"),
      JSON.stringify({ transform: {}, reporters: [resolve("test/support/closing-line-reporter.js")] }),
    );
    const run = startProgram(process.execPath, [resolve("node_modules/jest/bin/jest.js"), ...args], { cwd: folder });
    await run.ended;
    return run.output();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

afterAll(endPrograms);

describe("the end of a run of the tests", () => {
  const tests = `
    describe("a deployment", () => { test.skip("needs Terraform: install it", () => {}); });
    describe("another", () => { test.skip("needs Terraform: install it", () => {}); });
    test("needs no introduction", () => {});
    test("fails", () => { throw new Error("as it should"); });`;

  test("tells once what is missing on this machine, and counts", async () => {
    expect(await closingLines(tests)).toBe("Skipped: needs Terraform: install it\n\n1 passed, 1 failed, 2 skipped\n");
  });

  test("does not tell what was left out because nobody asked for it", async () => {
    expect(await closingLines(tests, "-t", "fails")).toBe("\n0 passed, 1 failed, 3 skipped\n");
    expect(await closingLines(tests, "-t", "a deployment")).toMatch(/^Skipped: needs Terraform: install it\n\n/);
  });
});
