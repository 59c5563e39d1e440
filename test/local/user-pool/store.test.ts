import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FolderInUseError } from "../../../local/user-pool/store/folder-lock";
import { JournalDamagedError } from "../../../local/user-pool/store/journal";
import { DataFolderError, Store } from "../../../local/user-pool/store/store";
import { built } from "./support/built";
import { aDataDir } from "./support/running-pool";

const takeLock = `
  import { FolderLock } from "./local/user-pool/store/folder-lock";
  try { FolderLock.take(process.argv[2] ?? ""); console.log("taken"); setTimeout(() => {}, 60_000); }
  catch (error) { console.log((error as Error).name); }
`;
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

describe("the store", () => {
  test("keeps what was flushed", () => {
    const folder = aDataDir();
    const store = Store.open(folder);
    const users = store.collection<{ name: string }>("users");
    users.put("1", { name: "Ada" });
    users.put("2", { name: "Grace" });
    store.flush();
    users.put("1", { name: "Ada L." });
    users.delete("2");
    store.close();

    const reopened = Store.open(folder);

    expect([...reopened.collection("users").entries()]).toEqual([["1", { name: "Ada L." }]]);
    reopened.close();
  });

  test("writes a line for each flush, and compacts when it is opened", () => {
    const folder = aDataDir();
    const store = Store.open(folder);
    for (let count = 1; count <= 5; count += 1) {
      store.collection("counts").put("only", count);
      store.flush();
    }
    store.flush();
    expect(lines(folder)).toHaveLength(1 + 5);
    store.close();

    Store.open(folder).close();

    expect(lines(folder)).toHaveLength(1 + 1);
  });

  test("repairs a last line that a crash left half written", () => {
    const folder = aFolderWith(["first", "second"]);
    const file = journalOf(folder);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -7));

    const store = Store.open(folder);

    expect([...store.collection("items").entries()]).toEqual([["0", "first"]]);
    store.close();
    expect(() => Store.open(folder).close()).not.toThrow();
  });

  test.each<[string, (text: string) => string]>([
    ["a changed byte", (text) => text.replace("first", "f1rst")],
    ["a missing line's half", (text) => text.replace(/"first".*\n/, "\n")],
    ["something else altogether", () => "not a journal\n"],
    ["nothing", () => ""],
  ])("names a file damaged by %s, and leaves it as it is", (_what, damage) => {
    const folder = aFolderWith(["first", "second"]);
    const file = journalOf(folder);
    const damaged = damage(readFileSync(file, "utf8"));
    writeFileSync(file, damaged);

    expect(() => Store.open(folder)).toThrow(JournalDamagedError);
    expect(() => Store.open(folder)).toThrow(file);
    expect(readFileSync(file, "utf8")).toBe(damaged);
  });

  test("is private", () => {
    const parent = aDataDir();
    const folder = join(parent, "data");
    const store = Store.open(folder);

    expect(mode(folder)).toBe(0o700);
    expect(mode(journalOf(folder))).toBe(0o600);
    store.close();
  });

  test("belongs to one process at a time", () => {
    const folder = aDataDir();
    const store = Store.open(folder);

    expect(() => Store.open(folder)).toThrow(FolderInUseError);
    expect(() => Store.open(folder)).toThrow(`process ${process.pid}`);

    store.close();
    Store.open(folder).close();
  });

  test("does not mind the lock of a process that was killed, even if its number is in use again", () => {
    const folder = aDataDir();
    for (const owner of ["999999999 1 x", `${process.pid} 1 x`, "nonsense", ""]) {
      writeFileSync(join(folder, "user-pool.lock.7"), owner);
      Store.open(folder).close();
      expect(locks(folder)).toEqual([]);
    }
  });

  test("belongs to one of many processes that find the lock of a killed one", async () => {
    const folder = aDataDir();
    writeFileSync(join(folder, "user-pool.lock.7"), "999999999 1");
    const lockFile = join(folder, "user-pool.lock");

    const takers = await Promise.all(Array.from({ length: 8 }, () => aProcessThatLocks(lockFile)));

    expect(takers.filter((said) => said === "taken")).toHaveLength(1);
    expect(takers.filter((said) => said === "FolderInUseError")).toHaveLength(7);
  });

  test("names a folder that it cannot use", () => {
    const file = join(aDataDir(), "a-file");
    writeFileSync(file, "");

    expect(() => Store.open(file)).toThrow(DataFolderError);
    expect(() => Store.open(join(file, "below"))).toThrow(`Cannot use the data folder ${join(file, "below")}`);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)("names a folder that it may not read (skipped for root, who may)", () => {
    const folder = join(aDataDir(), "closed");
    mkdirSync(folder);
    chmodSync(folder, 0);

    expect(() => Store.open(folder)).toThrow(DataFolderError);
  });
});

function aFolderWith(items: readonly string[]): string {
  const folder = aDataDir();
  const store = Store.open(folder);
  items.forEach((item, index) => {
    store.collection("items").put(String(index), item);
    store.flush();
  });
  store.close();
  return folder;
}

function journalOf(folder: string): string {
  return join(folder, "user-pool.journal");
}

function lines(folder: string): string[] {
  return readFileSync(journalOf(folder), "utf8").split("\n").slice(0, -1);
}

function locks(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith("user-pool.lock"));
}

/** Says "taken" and keeps the lock until all have tried, or says which error it met. */
async function aProcessThatLocks(lockFile: string): Promise<string> {
  const child = spawn(process.execPath, [built(takeLock), lockFile], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) return line;
  return "nothing";
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
