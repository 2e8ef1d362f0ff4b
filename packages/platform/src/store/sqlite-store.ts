import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Clock } from "../clock.js";
import { migrate } from "./migrations.js";
import { Mutex } from "./mutex.js";
import { SqliteTransaction } from "./sqlite-transaction.js";
import type { Store } from "./store.js";

/** Where the embedded store keeps its records. */
export interface SqliteStoreOptions {
  /** Folder of the database; made if missing. Left out = memory only, gone when the process ends. */
  readonly folder?: string;
  readonly clock: Clock;
}

/**
 * The embedded store. Write-ahead log with `synchronous=FULL`: an acknowledged write survives SIGKILL and power loss. The
 * file is locked, so a second process on the same folder fails at start instead of corrupting what this one remembers.
 */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #mutex = new Mutex();
  readonly #statements = new Map<string, StatementSync>();

  constructor(options: SqliteStoreOptions) {
    this.#clock = options.clock;
    const file = options.folder === undefined ? ":memory:" : fileIn(options.folder);
    this.#database = new DatabaseSync(file);
    if (options.folder !== undefined) chmodSync(file, 0o600);
    this.#database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(this.#database);
  }

  transaction: Store["transaction"] = (work) =>
    this.#mutex.run(async () => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = await work(new SqliteTransaction((sql) => this.#prepare(sql), this.#clock));
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        this.#database.exec("ROLLBACK");
        throw error;
      }
    });

  sweep(): Promise<number> {
    return this.#mutex.run(async () => {
      const { changes } = this.#prepare("DELETE FROM records WHERE expires_at <= ?").run(this.#clock());
      return Number(changes);
    });
  }

  check(): Promise<void> {
    return this.#mutex.run(async () => {
      this.#prepare("SELECT 1").get();
    });
  }

  close(): Promise<void> {
    return this.#mutex.run(async () => {
      this.#statements.clear();
      this.#database.close();
    });
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The database's file; its folder is made if missing. Both are the owner's alone: signing keys are inside. */
function fileIn(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, "parlance.sqlite");
}
