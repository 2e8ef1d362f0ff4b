import type { DatabaseSync } from "node:sqlite";

/** Step n brings a database from version n to n + 1. A step that was released is never edited. */
const steps: readonly string[] = [
  `CREATE TABLE records (
     sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
     project    TEXT NOT NULL,
     kind       TEXT NOT NULL,
     parent     TEXT NOT NULL,
     id         TEXT NOT NULL,
     key        TEXT,
     version    INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL,
     expires_at INTEGER,
     data       TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX records_id ON records (kind, project, parent, id);
   CREATE UNIQUE INDEX records_key ON records (kind, project, parent, key) WHERE key IS NOT NULL;
   CREATE INDEX records_list ON records (kind, project, parent, sequence);
   CREATE INDEX records_kind ON records (kind, project, sequence);
   CREATE INDEX records_anywhere ON records (kind, id);
   CREATE INDEX records_children ON records (kind, parent);
   CREATE INDEX records_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;`,
];

/** Brings the tables up to date. Throws if the file was written by a newer release. */
export function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > steps.length) {
    throw new Error(
      `The data was written by a newer release (format ${version}, this one knows ${steps.length}). Use that release.`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
