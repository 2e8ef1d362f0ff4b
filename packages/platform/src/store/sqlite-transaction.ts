import type { Clock } from "../clock.js";
import { SqliteRecords } from "./sqlite-records.js";
import { alive, type Prepare, toRecord } from "./sqlite-rows.js";
import type { Kind, Records, StoredRecord, Transaction } from "./store.js";

/** A transaction on the embedded store; `SqliteStore` begins and ends it. */
export class SqliteTransaction implements Transaction {
  readonly #prepare: Prepare;
  readonly #clock: Clock;

  constructor(prepare: Prepare, clock: Clock) {
    this.#prepare = prepare;
    this.#clock = clock;
  }

  records(project: string): Records {
    return new SqliteRecords({ project, prepare: this.#prepare, clock: this.#clock });
  }

  async anywhere<Data extends object>(kind: Kind<Data>, id: string): Promise<StoredRecord<Data> | undefined> {
    const row = this.#prepare(`SELECT * FROM records WHERE kind = ? AND id = ? AND ${alive} LIMIT 1`).get(
      kind.name,
      id,
      this.#clock(),
    );
    return row === undefined ? undefined : toRecord<Data>(row);
  }

  async childrenAnywhere<Data extends object>(
    kind: Kind<Data>,
    parent: string,
    limit: number,
  ): Promise<readonly StoredRecord<Data>[]> {
    const sql = `SELECT * FROM records WHERE kind = ? AND parent = ? AND ${alive} ORDER BY sequence LIMIT ?`;
    return this.#prepare(sql)
      .all(kind.name, parent, this.#clock(), limit)
      .map((row) => toRecord<Data>(row));
  }
}
