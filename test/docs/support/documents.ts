/** The Markdown files of the project. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Markdown, parseMarkdown } from "./markdown";

export const root = resolve(__dirname, "../../..");

export interface Document extends Markdown {
  /** From the root, with `/`. */
  readonly file: string;
}

export function documents(): readonly Document[] {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"];
  return execFileSync("git", list, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && existsSync(join(root, file)))
    .map((file) => document(file));
}

export function document(file: string): Document {
  return { file, ...parseMarkdown(readFileSync(join(root, file), "utf8")) };
}
