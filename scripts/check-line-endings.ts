/**
 * Part of `npm run check`, and first: where an editor or git has converted line endings, the formatter finds fault with
 * every line and does not say why.
 */
import { execFileSync } from "node:child_process";
import { runCommand } from "../local/run-command";

runCommand("Usage: npm run check", async () => {
  const list = ["ls-files", "--eol", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { encoding: "utf8" }).split("\0").filter(hasWindowsLineEndings);
  if (files.length === 0) return;
  const [first] = files.map((entry) => entry.slice(entry.indexOf("\t") + 1));
  throw new Error(
    `Windows line endings in ${files.length} file(s), first in ${first}: commit your work, then have git write the files anew ` +
      "with `git rm -r --cached -q .` and `git reset --hard`.",
  );
});

/** Source: Git documentation, `git ls-files`, option `--eol`: `i/<of the index> w/<of the file> attr/<attributes> TAB <path>`. */
function hasWindowsLineEndings(entry: string): boolean {
  return /^\S* +w\/(crlf|mixed) /.test(entry);
}
