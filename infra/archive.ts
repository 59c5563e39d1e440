/** A folder as a zip, byte for byte the same for the same content: no times, no owners, sorted names. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { type Zippable, zipSync } from "fflate";

/** Local midnight in every time zone: zip files hold local times without a zone. 1980 is their first year. */
const zipEpoch = () => new Date(1980, 0, 1);

/** Files for everybody to read, made on Unix: whoever unpacks it on Linux may read what runs there. */
const attributes = { os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/**
 * @param more files by their name in the zip, beside those of the folder
 * @throws the file system's error when `folder` cannot be read
 */
export function zipFolder(folder: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Zippable = {};
  const add = (name: string, content: Uint8Array) => {
    files[name] = [content, { ...attributes, mtime: zipEpoch() }];
  };
  for (const name of filesIn(folder)) add(name.split(sep).join("/"), readFileSync(join(folder, name)));
  for (const [name, content] of Object.entries(more)) add(name, Buffer.from(content));
  return zipSync(files);
}

/** Paths of all files below `folder`, relative to it, in a fixed order. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length))
    .sort();
}
