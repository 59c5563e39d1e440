/**
 * Named collections of JSON documents in memory, kept in a journal.
 *
 * `put` and `delete` take effect in memory at once; `flush` writes everything since the last flush as one line, which is
 * all or nothing. The HTTP edge flushes before it answers, so an answered request is never lost and an unanswered one is
 * never half there.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { FolderLock } from "./folder-lock";
import { Journal } from "./journal";

/** collection, key, document; `null` for a deleted one */
type Change = readonly [collection: string, key: string, document: unknown];

/** The data folder cannot be used. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, document: T): void;
  delete(key: string): void;
  entries(): IterableIterator<[string, T]>;
}

export class Store {
  readonly #collections = new Map<string, Map<string, unknown>>();
  #unwritten: Change[] = [];
  /** Takes back what was not written yet, newest change last. */
  #undo: (() => void)[] = [];
  #journal: Journal | undefined;

  private constructor(private readonly lock: FolderLock) {}

  /**
   * Opens the store in `folder`, which is created when missing, and compacts its journal.
   * @throws DataFolderError the folder cannot be read or written
   * @throws FolderInUseError another process has it
   * @throws JournalDamagedError
   */
  static open(folder: string): Store {
    const lock = usingFolder(folder, () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return FolderLock.take(join(folder, "user-pool.lock"));
    });
    try {
      return usingFolder(folder, () => new Store(lock).#load(join(folder, "user-pool.journal")));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  collection<T>(name: string): Collection<T> {
    const documents = this.#documents(name) as Map<string, T>;
    return {
      get: (key) => documents.get(key),
      put: (key, document) => {
        this.#remember(documents, key);
        documents.set(key, document);
        this.#unwritten.push([name, key, document]);
      },
      delete: (key) => {
        if (!documents.has(key)) return;
        this.#remember(documents, key);
        documents.delete(key);
        this.#unwritten.push([name, key, null]);
      },
      entries: () => documents.entries(),
    };
  }

  /** Names of the collections that hold something. */
  names(): string[] {
    return [...this.#collections].filter(([, documents]) => documents.size > 0).map(([name]) => name);
  }

  flush(): void {
    if (this.#unwritten.length === 0) return;
    this.#journal?.append(this.#unwritten);
    this.#unwritten = [];
    this.#undo = [];
  }

  /** Takes back everything since the last flush. Whoever keeps an index over a collection has to make it anew. */
  discard(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#unwritten = [];
    this.#undo = [];
  }

  /** Deletes every document of the collections that are not to be kept. */
  clear(keeps: (collection: string) => boolean): void {
    for (const name of this.names().filter((name) => !keeps(name))) {
      const collection = this.collection(name);
      for (const [key] of [...collection.entries()]) collection.delete(key);
    }
  }

  close(): void {
    this.flush();
    this.#journal?.close();
    this.lock.release();
  }

  #remember(documents: Map<string, unknown>, key: string): void {
    const former = documents.get(key);
    const existed = documents.has(key);
    this.#undo.push(() => (existed ? documents.set(key, former) : documents.delete(key)));
  }

  #load(file: string): this {
    for (const entry of Journal.read(file)) for (const change of entry as Change[]) this.#apply(change);
    this.#journal = Journal.rewrite(file, this.#snapshot());
    return this;
  }

  #apply([collection, key, document]: Change): void {
    const documents = this.#documents(collection);
    if (document === null) documents.delete(key);
    else documents.set(key, document);
  }

  *#snapshot(): Iterable<Change[]> {
    for (const [name, documents] of this.#collections) {
      for (const [key, document] of documents) yield [[name, key, document]];
    }
  }

  #documents(name: string): Map<string, unknown> {
    const documents = this.#collections.get(name) ?? new Map<string, unknown>();
    this.#collections.set(name, documents);
    return documents;
  }
}

function usingFolder<T>(folder: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    const hint = "choose another one with --data, or make it readable and writable for you";
    throw new DataFolderError(`Cannot use the data folder ${folder}: ${(error as Error).message}; ${hint}.`, {
      cause: error,
    });
  }
}
