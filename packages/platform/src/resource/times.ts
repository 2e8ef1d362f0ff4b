import { timestamp } from "../clock.js";
import type { StoredRecord } from "../store/store.js";

interface Times {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The members that every resource has: `version`, `createdAt`, `updatedAt`. */
export function times(record: StoredRecord<object>): Times {
  return { version: record.version, createdAt: timestamp(record.createdAt), updatedAt: timestamp(record.updatedAt) };
}

/** A point in time, or `null` for never. */
export function optionalTimestamp(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : timestamp(milliseconds);
}
