import type { Json, JsonObject } from "../model/json.js";
import type { Place } from "../model/place.js";
import { isList, isObject, member } from "../util/json-values.js";
import type { SourceFile } from "./source-file.js";

/** A value of a document together with where it stands. */
export interface Cursor<V extends Json = Json> {
  readonly file: SourceFile;
  readonly value: V;
  readonly line: number;
}

/** The root of a file. */
export function rootOf(file: SourceFile): Cursor {
  return at(file, file.root, 1);
}

/** A value of `file`; scalars have no line of their own and take that of their parent. */
export function at<V extends Json>(file: SourceFile, value: V, parentLine: number): Cursor<V> {
  const line = typeof value === "object" && value !== null ? file.lines.nodes.get(value) : undefined;
  return { file, value, line: line ?? parentLine };
}

/** The file and line where the value stands. */
export function placeOf(cursor: Cursor): Place {
  return { file: cursor.file.path, line: cursor.line };
}

/** Place of a member that is a scalar. Slow the first time, since it walks the file again: for diagnostics only. */
export function placeOfMember(cursor: Cursor<JsonObject>, key: string): Place {
  const line = cursor.file.lines.scalars().get(cursor.value)?.get(key);
  return { file: cursor.file.path, line: line ?? childOf(cursor, key)?.line ?? cursor.line };
}

/** The member `key`, or undefined if there is none. */
export function childOf(cursor: Cursor<JsonObject>, key: string): Cursor | undefined {
  const value = member(cursor.value, key);
  return value === undefined ? undefined : at(cursor.file, value, cursor.line);
}

/** The members of an object in document order. */
export function entriesOf(cursor: Cursor<JsonObject>): (readonly [string, Cursor])[] {
  return Object.keys(cursor.value).map(
    (key) => [key, at(cursor.file, cursor.value[key] as Json, cursor.line)] as const,
  );
}

/** The elements of a list. */
export function itemsOf(cursor: Cursor<readonly Json[]>): Cursor[] {
  return cursor.value.map((value) => at(cursor.file, value, cursor.line));
}

/** Whether a cursor stands on an object. */
export function isObjectCursor(cursor: Cursor | undefined): cursor is Cursor<JsonObject> {
  return cursor !== undefined && isObject(cursor.value);
}

/** Whether a cursor stands on a list. */
export function isListCursor(cursor: Cursor | undefined): cursor is Cursor<readonly Json[]> {
  return cursor !== undefined && isList(cursor.value);
}
