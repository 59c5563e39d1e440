/**
 * One process per data folder. The lock is a file that names its owner; it is stale when no process of that number and
 * that start time lives, so a `kill -9` needs no cleaning up and a reused process number is no false alarm.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

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
  private constructor(
    private readonly file: string,
    private readonly owner: string,
  ) {}

  /** @throws FolderInUseError */
  static take(file: string): FolderLock {
    const owner = `${process.pid} ${startTime(process.pid)} ${performance.timeOrigin}-${performance.now()}`;
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, owner, { mode: 0o600 });
    try {
      while (!linked(draft, file)) removeStale(file);
      return new FolderLock(file, owner);
    } finally {
      rmSync(draft, { force: true });
    }
  }

  release(): void {
    if (readOwner(this.file) === this.owner) rmSync(this.file, { force: true });
  }
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

function removeStale(file: string): void {
  const owner = readOwner(file);
  if (owner === undefined) return; // released in between
  const [pid = "", started = ""] = owner.split(" ");
  if (isAlive(Number(pid), started)) throw new FolderInUseError(file, Number(pid));

  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  // Another starter may have been faster, and this may be its lock: give it back.
  if (readOwner(aside) !== owner) linked(aside, file);
  rmSync(aside, { force: true });
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
