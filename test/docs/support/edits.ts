/**
 * Does what a document tells its reader to do with files:
 *
 * - a line that starts with "Create `FILE`", and then a block: the new file's content
 * - a line that starts with "In `FILE`", and then a `diff` block: lines to find in the file, with those to take away
 *   (`-`) and to add (`+`). Hunks are divided by `@@`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CodeBlock } from "./markdown";

export interface Edit {
  readonly file: string;
  readonly kind: "create" | "change";
  readonly code: string;
}

export function editsOf(blocks: readonly CodeBlock[]): readonly Edit[] {
  return blocks.flatMap(({ caption, language, code }) => {
    const [, verb, file] = /^(Create|In) `([\w./-]+)`/.exec(caption) ?? [];
    if (verb === undefined || file === undefined) return [];
    if ((language === "diff") !== (verb === "In")) throw new Error(`${file}: "${verb}" does not go with ${language}`);
    return [{ file, kind: verb === "Create" ? ("create" as const) : ("change" as const), code }];
  });
}

/** @throws Error where a file to create is there, or what a change begins with is not there once */
export function applyEdit(folder: string, { file, kind, code }: Edit): void {
  const path = join(folder, file);
  if (kind === "create") {
    if (existsSync(path)) throw new Error(`${file} is there already.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${code}\n`);
    return;
  }
  const hunks = code.split(/^@@.*\n/m).filter((hunk) => hunk.trim() !== "");
  writeFileSync(
    path,
    hunks.reduce((text, hunk) => applyHunk(file, text, hunk), readFileSync(path, "utf8")),
  );
}

function applyHunk(file: string, text: string, hunk: string): string {
  const lines = hunk.replace(/\n$/, "").split("\n");
  const side = (mark: "-" | "+") =>
    lines
      .filter((line) => line === "" || line.startsWith(" ") || line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const [before, after] = [side("-"), side("+")];
  if (text.split(before).length !== 2) throw new Error(`${file} does not hold this once:\n${before}`);
  return text.replace(before, () => after);
}
