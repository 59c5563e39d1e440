import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { document, root } from "./support/documents";
import { type Text, textsIn } from "./support/texts";

describe("docs/troubleshooting.md", () => {
  const texts = sources().flatMap((file) => textsIn(readFileSync(join(root, file), "utf8"), file.endsWith("x")));
  const messages = document("docs/troubleshooting.md")
    .blocks.filter(({ language }) => language === "text")
    .map(({ code }) => code);

  test.each(messages)("quotes a message that is printed: %s", (message) => {
    expect(isPrinted(message, texts)).toBe(true);
  });

  test("quotes each message once", () => {
    expect(new Set(messages).size).toBe(messages.length);
  });

  test.each([
    "Port 3000 is taken: try harder.",
    "Terraform is missing: get it.",
    "There are no credentials",
    "401 GET /x: the authorizer refused: I do not like it (check: mood)",
  ])("would be caught with one that is not: %s", (message) => {
    expect(isPrinted(message, texts)).toBe(false);
  });
});

/**
 * A message is printed when a text is the whole of it, or all after some `: `. What fills the gaps of that text is a
 * value; or, where it is of several words, printed itself.
 */
function isPrinted(message: string, texts: readonly Text[]): boolean {
  const ends = [message, ...[...message.matchAll(/: /g)].map(({ index }) => message.slice(index + 2))];
  return ends.some((end) =>
    texts.some(({ pattern, fixedLength }) => {
      const [, ...gaps] = (fixedLength >= 6 && pattern.exec(end)) || [];
      return fixedLength === end.length
        ? pattern.test(end)
        : gaps.length > 0 && gaps.every((gap) => isValue(gap) || isPrinted(gap, texts));
    }),
  );
}

function isValue(gap: string): boolean {
  return !/([a-z]+ ){3}[a-z]+/i.test(gap);
}

function sources(): readonly string[] {
  const folders = ["api", "infra", "local", "scripts", "client", "test/deploy", "test/e2e", "test/support"];
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...folders];
  return execFileSync("git", list, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.(m?tsx?|m?js)$/.test(file) && existsSync(join(root, file)));
}
