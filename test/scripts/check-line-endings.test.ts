import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { typescript } from "../../local/typescript";
import { startProgram } from "../support/program";

describe("the check of line endings", () => {
  let checkout: string;
  const git = (...args: string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", ...args],
      { cwd: checkout, stdio: "pipe" },
    );
  const check = async () => {
    const args = [...typescript, resolve("scripts/check-line-endings.ts")];
    const program = startProgram(process.execPath, args, { cwd: checkout, env: { DEBUG: "" } });
    return { status: await program.ended, output: program.output() };
  };
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), "line-endings-"));
    cpSync(".gitattributes", join(checkout, ".gitattributes"));
    writeFileSync(join(checkout, "app.ts"), "one();\ntwo();\n");
    writeFileSync(join(checkout, "page.png"), "\r\n\0");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  test("is content with those that .gitattributes asks for", async () => {
    expect(await check()).toEqual({ status: 0, output: "" });
  });

  test.each(["one();\r\nthree();\r\n", "one();\nthree();\r\n"])(
    "names a file with Windows' own, and a cure that works: %j",
    async (content) => {
      writeFileSync(join(checkout, "app.ts"), content);

      const { status, output } = await check();
      git("commit", "-qam", "my work");
      for (const [, command = ""] of output.matchAll(/`git ([^`]+)`/g)) git(...command.split(" "));

      expect(status).toBe(1);
      expect(output).toContain("Windows line endings in 1 file(s), first in app.ts: ");
      expect(readFileSync(join(checkout, "app.ts"), "utf8")).toBe("one();\nthree();\n");
      expect(await check()).toEqual({ status: 0, output: "" });
    },
  );

  test("finds them in a new file as well", async () => {
    writeFileSync(join(checkout, "größe.ts"), "one();\r\n");

    expect((await check()).output).toContain("first in größe.ts: ");
  });
});
