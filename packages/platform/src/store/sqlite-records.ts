import type { SQLInputValue } from "node:sqlite";
import type { Clock } from "../clock.js";
import { problem } from "../problem/platform-error.js";
import { alive, type Prepare, toRecord } from "./sqlite-rows.js";
import type { Kind, ListQuery, NewRecord, RecordChange, Records, StoredRecord } from "./store.js";

const here = "kind = ? AND project = ? AND parent = ?";

/** The records of one project on the embedded store. */
export class SqliteRecords implements Records {
  readonly #project: string;
  readonly #prepare: Prepare;
  readonly #clock: Clock;

  constructor(options: { readonly project: string; readonly prepare: Prepare; readonly clock: Clock }) {
    this.#project = options.project;
    this.#prepare = options.prepare;
    this.#clock = options.clock;
  }

  async get<Data extends object>(kind: Kind<Data>, id: string, parent = ""): Promise<StoredRecord<Data> | undefined> {
    return this.#one<Data>("id", kind, id, parent);
  }

  async find<Data extends object>(kind: Kind<Data>, key: string, parent = ""): Promise<StoredRecord<Data> | undefined> {
    return this.#one<Data>("key", kind, key, parent);
  }

  async list<Data extends object>(kind: Kind<Data>, query: ListQuery): Promise<readonly StoredRecord<Data>[]> {
    const by = query.by ?? "sequence";
    const conditions = ["kind = ?", "project = ?", alive];
    const values: SQLInputValue[] = [kind.name, this.#project, this.#clock()];
    const where = (condition: string, ...operands: SQLInputValue[]): void => {
      conditions.push(condition);
      values.push(...operands);
    };
    if (query.parent !== undefined) where("parent = ?", query.parent);
    if (query.after !== undefined) where(`${by} ${query.order === "asc" ? ">" : "<"} ?`, query.after);
    if (by === "key") where("key IS NOT NULL");
    if (query.prefix !== undefined) where("substr(key, 1, length(?)) = ?", query.prefix, query.prefix);
    const sql = `SELECT * FROM records WHERE ${conditions.join(" AND ")} ORDER BY ${by} ${query.order} LIMIT ?`;
    return this.#prepare(sql)
      .all(...values, query.limit)
      .map((row) => toRecord<Data>(row));
  }

  async count(kind: Kind<object>, parent?: string): Promise<number> {
    const scope = parent === undefined ? "" : "AND parent = ?";
    const sql = `SELECT count(*) AS n FROM records WHERE kind = ? AND project = ? AND ${alive} ${scope}`;
    const values = [kind.name, this.#project, this.#clock(), ...(parent === undefined ? [] : [parent])];
    return Number(this.#prepare(sql).get(...values)?.["n"]);
  }

  async countKeyed(kind: Kind<object>, parent: string, atMost: number): Promise<number> {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM records WHERE kind = ? AND project = ? AND parent = ? AND key IS NOT NULL LIMIT ?)`;
    return Number(this.#prepare(sql).get(kind.name, this.#project, parent, atMost)?.["n"]);
  }

  async insert<Data extends object>(kind: Kind<Data>, record: NewRecord<Data>): Promise<StoredRecord<Data>> {
    const { id, parent = "", key = null, expiresAt = null } = record;
    const now = this.#clock();
    this.#bury(kind, { id, key, parent, now });
    return this.#unique<Data>(
      `INSERT INTO records (project, kind, parent, id, key, version, created_at, updated_at, expires_at, data)
       VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?) RETURNING *`,
      [this.#project, kind.name, parent, id, key, now, now, expiresAt, JSON.stringify(record.data)],
    );
  }

  async update<Data extends object>(
    kind: Kind<Data>,
    id: string,
    change: RecordChange<Data>,
    parent = "",
  ): Promise<StoredRecord<Data>> {
    const before = await this.get(kind, id, parent);
    if (before === undefined) throw problem("not_found", "The resource was deleted meanwhile.");
    const { key = before.key, expiresAt = before.expiresAt } = change;
    const now = this.#clock();
    if (key !== before.key) this.#bury(kind, { id: "", key, parent, now });
    return this.#unique<Data>(
      `UPDATE records SET version = version + 1, updated_at = ?, expires_at = ?, key = ?, data = ? WHERE ${here} AND id = ? RETURNING *`,
      [now, expiresAt, key, JSON.stringify(change.data), kind.name, this.#project, parent, id],
    );
  }

  async remove(kind: Kind<object>, id: string, parent = ""): Promise<boolean> {
    const { changes } = this.#prepare(`DELETE FROM records WHERE ${here} AND id = ?`).run(
      kind.name,
      this.#project,
      parent,
      id,
    );
    return Number(changes) > 0;
  }

  async removeAll(kind: Kind<object>, parent: string, upTo?: string): Promise<void> {
    const [condition, values] = upTo === undefined ? ["", []] : ["AND key <= ?", [upTo]];
    this.#prepare(`DELETE FROM records WHERE ${here} ${condition}`).run(kind.name, this.#project, parent, ...values);
  }

  #one<Data extends object>(
    column: "id" | "key",
    kind: Kind<Data>,
    value: string,
    parent: string,
  ): StoredRecord<Data> | undefined {
    const sql = `SELECT * FROM records WHERE ${here} AND ${column} = ? AND ${alive}`;
    const row = this.#prepare(sql).get(kind.name, this.#project, parent, value, this.#clock());
    return row === undefined ? undefined : toRecord<Data>(row);
  }

  /** An expired record must not keep its id or key from a new one. */
  #bury(
    kind: Kind<object>,
    at: { readonly id: string; readonly key: string | null; readonly parent: string; readonly now: number },
  ): void {
    const sql = `DELETE FROM records WHERE ${here} AND (id = ? OR key = ?) AND expires_at <= ?`;
    this.#prepare(sql).run(kind.name, this.#project, at.parent, at.id, at.key, at.now);
  }

  #unique<Data>(sql: string, values: SQLInputValue[]): StoredRecord<Data> {
    try {
      const row = this.#prepare(sql).get(...values);
      if (row === undefined) throw problem("not_found", "The resource was deleted meanwhile.");
      return toRecord<Data>(row);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("UNIQUE constraint failed"))) throw error;
      throw problem("already_exists", "Another resource has this id or name. Choose another.", { cause: error });
    }
  }
}
