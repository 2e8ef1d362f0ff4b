import { childOf, type Cursor, isListCursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Target } from "../../load/resolver.js";
import type { Message } from "../../model/channel.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { isObject, member, stringOf } from "../../util/json-values.js";
import { docsOf, extensionsOf } from "../docs.js";
import type { Session } from "../session.js";
import { applyTraits } from "./apply-traits.js";

/** Reads the messages of a document, each once, whoever refers to it. */
export class MessageReader {
  readonly #session: Session;
  readonly #contentType: string;
  readonly #byKey = new Map<string, Message>();
  readonly #names = new Set<string>();

  constructor(session: Session, root: Cursor<JsonObject>) {
    this.#session = session;
    this.#contentType = stringOf(root.value.defaultContentType) ?? "application/json";
  }

  all(): Message[] {
    return [...this.#byKey.values()];
  }

  /** Name of the message that `target` is or refers to; undefined, with a diagnostic, if it is none. */
  nameOf(target: Target, suggested: string): string | undefined {
    const found = this.#session.resolver.derefTarget(target.cursor);
    const cursor = found?.cursor;
    if (!isObjectCursor(cursor)) return undefined;
    const final = { cursor, tokens: found?.target?.tokens ?? target.tokens, key: found?.target?.key ?? target.key };
    const known = this.#byKey.get(final.key);
    if (known !== undefined) return known.name;
    const message = this.#read(final, this.#name(final, suggested));
    this.#byKey.set(final.key, message);
    return message.name;
  }

  /** Components and members of other files have their author's name; others give way to a name that is taken. */
  #name(target: Target & { readonly cursor: Cursor<JsonObject> }, suggested: string): string {
    const { tokens, cursor } = target;
    const last = tokens.at(-1);
    const named = (tokens.length === 3 && tokens[1] === "messages") || tokens.length === 1 || tokens.length === 2;
    const explicit = stringOf(cursor.value["x-parlance-name"]) ?? (named ? last : undefined);
    const name = explicit ?? this.#free(stringOf(cursor.value.messageId) ?? stringOf(cursor.value.name), suggested);
    this.#names.add(name);
    return name;
  }

  #free(name: string | undefined, suggested: string): string {
    if (name !== undefined && !this.#names.has(name)) return name;
    let free = suggested;
    for (let count = 2; this.#names.has(free); count += 1) free = `${suggested}${count}`;
    return free;
  }

  #read(target: Target & { readonly cursor: Cursor<JsonObject> }, name: string): Message {
    const { resolver, schemas } = this.#session;
    const cursor = applyTraits(target.cursor, this.#session);
    const correlation = resolver.deref(childOf(cursor, "correlationId"));
    const bindings = resolver.deref(childOf(cursor, "bindings"));
    const headers = childOf(cursor, "headers");
    const { examples: written, ...words } = cursor.value;
    return {
      name,
      ...defined({
        payload: this.#payload({ ...target, cursor }, name),
        headers: headers && schemas.read(schemaInside(headers)),
      }),
      contentType: stringOf(cursor.value.contentType) ?? this.#contentType,
      ...defined({
        correlation: isObjectCursor(correlation) ? stringOf(correlation.value.location) : undefined,
        bindings: isObjectCursor(bindings) ? bindings.value : undefined,
        docs: docsOf({ ...cursor, value: words }, resolver),
        examples: examplesOf(childOf(cursor, "examples")),
        extensions: extensionsOf(cursor.value),
      }),
      place: placeOf(target.cursor),
    };
  }

  /** The payload's schema; one that is written in place gets a name, since every language needs one for it. */
  #payload(target: Target & { readonly cursor: Cursor<JsonObject> }, name: string): Schema | undefined {
    const written = childOf(target.cursor, "payload");
    if (written === undefined) return undefined;
    const resolved = this.#session.resolver.deref(written);
    const multi = isObjectCursor(resolved) && Object.hasOwn(resolved.value, "schemaFormat");
    const format = multi ? resolved.value.schemaFormat : target.cursor.value.schemaFormat;
    if (!isJsonSchema(format)) {
      const place = placeOf(written);
      this.#session.diagnostics.report("payload-format-dropped", place, { message: name, format: String(format) });
      return { kind: "any", place };
    }
    const schema = multi ? (childOf(resolved, "schema") ?? resolved) : written;
    if (!isObject(schema.value) || !isStructured(schema.value)) return this.#session.schemas.read(schema);
    const tokens = [...target.tokens, "payload"];
    return this.#session.schemas.readAs({ cursor: schema, tokens, key: `${target.key}/payload` }, `${name}Payload`);
  }
}

/** AsyncAPI 3 may wrap a schema with its format. */
function schemaInside(cursor: Cursor): Cursor {
  if (!isObjectCursor(cursor) || !Object.hasOwn(cursor.value, "schemaFormat")) return cursor;
  return childOf(cursor, "schema") ?? cursor;
}

function isJsonSchema(format: Json | undefined): boolean {
  if (format === undefined) return true;
  return typeof format === "string" && /vnd\.aai\.asyncapi|application\/schema\+|vnd\.oai\.openapi/.test(format);
}

const structures = ["properties", "allOf", "oneOf", "anyOf"];

function isStructured(value: JsonObject): boolean {
  return !Object.hasOwn(value, "$ref") && structures.some((keyword) => Object.hasOwn(value, keyword));
}

function examplesOf(cursor: Cursor | undefined) {
  if (!isListCursor(cursor)) return undefined;
  const examples = cursor.value.flatMap((value) => {
    if (!isObject(value)) return [];
    const headers = member(value, "headers");
    const payload = member(value, "payload");
    return payload === undefined && headers === undefined ? [] : [defined({ payload, headers })];
  });
  return examples.length === 0 ? undefined : examples;
}
