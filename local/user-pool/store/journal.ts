/**
 * An append-only file of lines, each with its own checksum: what was appended survives `kill -9` of the process (the
 * bytes are with the operating system before `append` returns), and a half-written last line is recognised and dropped.
 *
 *     user-pool-journal 1
 *     9a0364b9 [["users:eu-west-1_abc","5f2c…",{…}]]
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";

const header = "user-pool-journal 1";

/** The file is not what this program wrote; nothing in it was changed. */
export class JournalDamagedError extends Error {
  override readonly name = "JournalDamagedError";
  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`${file} is damaged: ${problem}. Nothing was changed; restore the file, or move it away to start empty.`);
  }
}

export class Journal {
  private constructor(
    private readonly descriptor: number,
    private length: number,
  ) {}

  /** The entries of `file`, oldest first; none when there is no file. @throws JournalDamagedError */
  static read(file: string): unknown[] {
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    // A complete file ends in a newline, so the last piece is empty, or what a crash left of a line.
    lines.pop();
    if (lines[0] !== header) throw new JournalDamagedError(file, "it does not begin as a user pool's journal does");
    return lines.slice(1).map((line, index) => {
      const entry = parseLine(line);
      if (entry === undefined) throw new JournalDamagedError(file, `line ${index + 2} does not match its checksum`);
      return entry;
    });
  }

  /** Replaces `file` by a journal of just these entries, all or nothing, and opens it for appending. */
  static rewrite(file: string, entries: Iterable<unknown>): Journal {
    const fresh = `${file}.new`;
    const descriptor = openSync(fresh, "w", 0o600);
    const text = [header, ...Array.from(entries, formatLine), ""].join("\n");
    const length = writeWhole(descriptor, text, 0);
    fsyncSync(descriptor);
    renameSync(fresh, file);
    syncFolder(dirname(file));
    return new Journal(descriptor, length);
  }

  /** On return the entry is safe from a crash of this process. On an error (a full disk) the file is as before. */
  append(entry: unknown): void {
    try {
      this.length = writeWhole(this.descriptor, `${formatLine(entry)}\n`, this.length);
    } catch (error) {
      ftruncateSync(this.descriptor, this.length);
      throw error;
    }
  }

  close(): void {
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
  }
}

function formatLine(entry: unknown): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}`;
}

function parseLine(line: string): unknown {
  const json = line.slice(9);
  return line[8] === " " && line.slice(0, 8) === checksum(json) ? JSON.parse(json) : undefined;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

/** Writes all of `text` at `position`. Returns the position after it. */
function writeWhole(descriptor: number, text: string, position: number): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
  return position + bytes.length;
}

/** Makes a rename durable; not every platform lets a folder be opened. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Windows: the rename itself is all there is.
  }
}
