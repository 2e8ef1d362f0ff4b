import { createHash } from "node:crypto";
import { problem } from "../problem/platform-error.js";

/** Where a list goes on: the position of the last record seen. */
export type CursorPosition = number | string;

/**
 * Writes a cursor. It holds a digest of the list it was made by, so that it is refused where it would silently skip or repeat
 * records. It is no secret and no permission: whoever reads on is checked as on the first page.
 */
export function writeCursor(list: string, position: CursorPosition): string {
  return Buffer.from(JSON.stringify([digest(list), position])).toString("base64url");
}

/** Reads a cursor. Throws `invalid_cursor` if it is none, or was made by another list. */
export function readCursor(list: string, cursor: string): CursorPosition {
  const [made, position] = parse(cursor);
  const valid = typeof position === "string" || (Number.isSafeInteger(position) && Number(position) >= 0);
  if (made !== digest(list) || !valid) {
    throw problem(
      "invalid_cursor",
      "The cursor was not made by this list with these parameters. Start without a cursor.",
    );
  }
  return position as CursorPosition;
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(value) && value.length === 2 ? value : [];
  } catch {
    return [];
  }
}

function digest(list: string): string {
  return createHash("sha256").update(list).digest("base64url").slice(0, 11);
}
