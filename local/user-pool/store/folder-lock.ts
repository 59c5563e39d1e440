/**
 * One process per data folder. A lock is a numbered file that names its owner, and the highest number counts: it is taken
 * by making the next one, which only one process can do, so nobody ever has to take somebody else's file away. It is
 * stale when no process of that number and that start time lives, so a `kill -9` needs no cleaning up and a reused
 * process number is no false alarm.
 */
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";

/** Another process works with the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
  constructor(
    readonly file: string,
    readonly pid: number,
  ) {
    super(`The data folder is in use by process ${pid} (${file}): stop it, or choose another folder with --data.`);
  }
}

export class FolderLock {
  private constructor(private readonly file: string) {}

  /** @param name path that the numbered files begin with @throws FolderInUseError */
  static take(name: string): FolderLock {
    const draft = `${name}.draft-${process.pid}`;
    writeFileSync(draft, `${process.pid} ${startTime(process.pid)}`, { mode: 0o600 });
    try {
      for (;;) {
        const former = numbers(name);
        if (!former.every((number) => isStale(`${name}.${number}`))) continue; // released in between
        const own = (former.at(-1) ?? 0) + 1;
        if (!linked(draft, `${name}.${own}`)) continue; // somebody was faster
        const present = numbers(name);
        if (present.at(-1) === own && former.every((number) => present.includes(number))) {
          for (const number of former) rmSync(`${name}.${number}`, { force: true });
          return new FolderLock(`${name}.${own}`);
        }
        // Since this one looked, another took the lock and cleared the stale ones: look again.
        rmSync(`${name}.${own}`, { force: true });
      }
    } finally {
      rmSync(draft, { force: true });
    }
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

/** Numbers of the lock files, in rising order. */
function numbers(name: string): number[] {
  const start = `${basename(name)}.`;
  const files = readdirSync(dirname(name)).filter((file) => file.startsWith(start));
  const found = files.map((file) => file.slice(start.length)).filter((text) => /^\d{1,15}$/.test(text));
  return found.map(Number).sort((a, b) => a - b);
}

/** Whether its owner is dead; not so when the file is gone. @throws FolderInUseError */
function isStale(file: string): boolean {
  const owner = readOwner(file);
  const [pid = "", started = ""] = (owner ?? "").split(" ");
  if (isAlive(Number(pid), started)) throw new FolderInUseError(file, Number(pid));
  return owner !== undefined;
}

/** A hard link appears with its content, and only if there is nothing of that name. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

function readOwner(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return startTime(pid) === started;
}

/** When a process started, in the kernel's ticks since boot; "?" where there is no /proc. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "?";
  } catch {
    return "?";
  }
}
