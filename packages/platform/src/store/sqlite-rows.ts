import type { SQLOutputValue, StatementSync } from "node:sqlite";
import type { StoredRecord } from "./store.js";

/** Prepares a statement once and keeps it. */
export type Prepare = (sql: string) => StatementSync;

/** The condition that a record has not expired; takes the current time. */
export const alive = "(expires_at IS NULL OR expires_at > ?)";

/** A row of the table as a record. */
export function toRecord<Data>(row: Record<string, SQLOutputValue>): StoredRecord<Data> {
  return {
    project: String(row["project"]),
    id: String(row["id"]),
    parent: String(row["parent"]),
    key: row["key"] === null ? null : String(row["key"]),
    version: Number(row["version"]),
    sequence: Number(row["sequence"]),
    createdAt: Number(row["created_at"]),
    updatedAt: Number(row["updated_at"]),
    expiresAt: row["expires_at"] === null ? null : Number(row["expires_at"]),
    data: JSON.parse(String(row["data"])) as Data,
  };
}
