import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Parameter } from "../../model/operation.js";
import type { Schema } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { stringOf } from "../../util/json-values.js";
import { docsOf, extensionsOf } from "../docs.js";
import type { Session } from "../session.js";

const places = ["path", "query", "header", "cookie"] as const;
const styles = ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"] as const;

/** Header parameters that OpenAPI says "shall be ignored": content types and credentials are described elsewhere. */
const reserved = new Set(["accept", "content-type", "authorization"]);

/** Parameters of a path and of an operation; the operation's replace the path's of the same name and place. */
export function readParameters(lists: readonly (Cursor | undefined)[], session: Session): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const list of lists) {
    const own = new Set<string>();
    for (const item of isListCursor(list) ? itemsOf(list) : []) {
      const parameter = readParameter(item, session);
      if (parameter === undefined) continue;
      const key = `${parameter.in} ${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
      if (own.has(key)) {
        session.diagnostics.report("parameter-duplicate", parameter.place, parameter);
        continue;
      }
      own.add(key);
      parameters.set(key, parameter);
    }
  }
  return [...parameters.values()];
}

function readParameter(item: Cursor, session: Session): Parameter | undefined {
  const cursor = session.resolver.deref(item);
  if (!isObjectCursor(cursor)) return undefined;
  const { value } = cursor;
  const name = stringOf(value.name);
  const where = places.find((place) => place === value.in);
  if (name === undefined || where === undefined) {
    session.diagnostics.report("parameter-unsupported", placeOf(cursor), { name: String(name), in: String(value.in) });
    return undefined;
  }
  if (where === "header" && reserved.has(name.toLowerCase())) {
    session.diagnostics.report("header-reserved", placeOf(cursor), { name });
    return undefined;
  }
  const standard = where === "query" || where === "cookie" ? "form" : "simple";
  const style = styles.find((each) => each === value.style) ?? standard;
  return {
    name,
    in: where,
    required: where === "path" || value.required === true,
    ...schemaOf(cursor, session),
    style,
    explode: typeof value.explode === "boolean" ? value.explode : style === "form",
    ...(value.allowReserved === true && { allowReserved: true as const }),
    ...defined({ docs: docsOf(cursor, session.resolver), extensions: extensionsOf(value) }),
    place: placeOf(cursor),
  };
}

/** A value has a schema, or one media type in which it is serialised as a whole. */
export function schemaOf(
  cursor: Cursor<JsonObject>,
  session: Session,
): { readonly schema: Schema; readonly mediaType?: string } {
  const schema = childOf(cursor, "schema");
  if (schema !== undefined) return { schema: session.schemas.read(schema) };
  const content = childOf(cursor, "content");
  const [entry] = isObjectCursor(content) ? entriesOf(content) : [];
  if (entry === undefined) return { schema: { kind: "scalar", type: "string", place: placeOf(cursor) } };
  const [mediaType, media] = entry;
  const inner = isObjectCursor(media) ? childOf(media, "schema") : undefined;
  return { schema: inner ? session.schemas.read(inner) : { kind: "any", place: placeOf(cursor) }, mediaType };
}
