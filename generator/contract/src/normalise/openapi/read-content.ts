import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Content, Encoding } from "../../model/operation.js";
import { defined } from "../../util/defined.js";
import { isObject, member, stringOf } from "../../util/json-values.js";
import type { Session } from "../session.js";

/** Reads a `content` map, in document order. */
export function readContents(cursor: Cursor | undefined, session: Session): Content[] {
  if (!isObjectCursor(cursor)) return [];
  return entriesOf(cursor).flatMap(([mediaType, item]) => {
    const media = session.resolver.deref(item);
    return isObjectCursor(media) ? [readContent(mediaType, media, session)] : [];
  });
}

function readContent(mediaType: string, media: Cursor<JsonObject>, session: Session): Content {
  const item = childOf(media, "itemSchema");
  const form = item !== undefined && formOf(mediaType) === "json" ? "jsonl" : formOf(mediaType);
  const schema = item ?? childOf(media, "schema");
  return {
    mediaType,
    form,
    ...(schema !== undefined && { schema: session.schemas.read(schema) }),
    ...defined({ encodings: readEncodings(media), examples: readExamples(media, session) }),
    place: placeOf(media),
  };
}

const sequences = new Set([
  "application/jsonl",
  "application/x-ndjson",
  "application/x-jsonlines",
  "application/json-seq",
]);
const xml = new Set(["application/xml", "text/xml"]);

/** What a reader must do with a body of a media type. */
export function formOf(mediaType: string): Content["form"] {
  const type = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === "application/json" || type.endsWith("+json") || type === "*/*" || type === "application/*")
    return "json";
  if (type === "text/event-stream") return "sse";
  if (sequences.has(type)) return "jsonl";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  if (type.startsWith("text/") || xml.has(type) || type.endsWith("+xml") || type.endsWith("yaml")) return "text";
  return "binary";
}

function readEncodings(media: Cursor<JsonObject>): readonly Encoding[] | undefined {
  const cursor = childOf(media, "encoding");
  if (!isObjectCursor(cursor)) return undefined;
  return Object.entries(cursor.value).flatMap(([property, value]) => {
    if (!isObject(value)) return [];
    const { contentType, style, explode } = value;
    const known = { contentType: stringOf(contentType), style: stringOf(style) };
    return [{ property, ...defined({ ...known, explode: typeof explode === "boolean" ? explode : undefined }) }];
  });
}

/** Examples by name; a single unnamed one is called `default`. */
function readExamples(media: Cursor<JsonObject>, session: Session): JsonObject | undefined {
  const single = member(media.value, "example");
  if (single !== undefined) return { default: single };
  const cursor = childOf(media, "examples");
  if (isListCursor(cursor)) return Object.fromEntries(cursor.value.map((value, index) => [String(index + 1), value]));
  if (!isObjectCursor(cursor)) return undefined;
  const examples: Record<string, Json> = {};
  for (const [name, item] of entriesOf(cursor)) {
    const example = session.resolver.deref(item);
    const value = isObjectCursor(example)
      ? (member(example.value, "value") ?? member(example.value, "dataValue"))
      : undefined;
    if (value !== undefined) examples[name] = value;
  }
  return Object.keys(examples).length === 0 ? undefined : examples;
}
