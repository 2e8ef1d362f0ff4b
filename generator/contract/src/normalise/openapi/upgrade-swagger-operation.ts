import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import { type MediaDefaults, mediaTypes } from "./media-defaults.js";
import type { Upgrade } from "./upgrade.js";

interface OperationOptions {
  /** Parameters of the path item. */
  readonly common: readonly Cursor[];
  readonly media: MediaDefaults;
  readonly upgrade: Upgrade;
}

/** An operation in the shape of OpenAPI 3: the body leaves the parameters, responses get media types. */
export function upgradeOperation(operation: Cursor<JsonObject>, options: OperationOptions): JsonObject {
  const { common, media, upgrade } = options;
  const own = childOf(operation, "parameters");
  const parameters = overridden([...common, ...(isListCursor(own) ? itemsOf(own) : [])], upgrade);
  const consumes = mediaTypes(operation.value.consumes) ?? media.consumes;
  const produces = mediaTypes(operation.value.produces) ?? media.produces ?? ["application/json"];
  const plain = parameters.filter(({ value }) => value.in !== "body" && value.in !== "formData");
  const requestBody = upgradeBody(operation, parameters, { consumes, upgrade });
  const { consumes: _consumes, produces: _produces, schemes: _schemes, ...rest } = operation.value;
  return upgrade.make(operation, {
    ...rest,
    parameters: plain.map((parameter) => upgradeParameter(parameter, upgrade)),
    ...(requestBody && { requestBody }),
    responses: upgradeResponses(childOf(operation, "responses"), produces, upgrade),
  });
}

/** The operation's parameters take the place of the path's of the same name. */
function overridden(cursors: readonly Cursor[], upgrade: Upgrade): Cursor<JsonObject>[] {
  const byName = new Map<string, Cursor<JsonObject>>();
  for (const cursor of cursors) {
    const parameter = upgrade.deref(cursor);
    if (parameter !== undefined) byName.set(`${String(parameter.value.in)} ${String(parameter.value.name)}`, parameter);
  }
  return [...byName.values()];
}

const parameterKeys = new Set(["name", "in", "description", "required", "allowEmptyValue", "collectionFormat"]);

function upgradeParameter(parameter: Cursor<JsonObject>, upgrade: Upgrade): JsonObject {
  const { value } = parameter;
  const kept = Object.entries(value).filter(([key]) => parameterKeys.has(key) || key.startsWith("x-"));
  return upgrade.make(parameter, {
    ...Object.fromEntries(kept),
    schema: schemaOf(parameter, upgrade),
    ...collection(value),
  });
}

/** What is left of a parameter or header is its schema. */
function schemaOf(cursor: Cursor<JsonObject>, upgrade: Upgrade): Json {
  const entries = Object.entries(cursor.value).filter(([key]) => !parameterKeys.has(key));
  return upgrade.make(cursor, Object.fromEntries(entries));
}

function collection({ type, in: where, collectionFormat }: JsonObject): JsonObject {
  if (type !== "array") return {};
  switch (collectionFormat) {
    case "multi":
      return { style: "form", explode: true };
    case "ssv":
      return { style: "spaceDelimited", explode: false };
    case "pipes":
      return { style: "pipeDelimited", explode: false };
    default:
      return where === "query" ? { style: "form", explode: false } : {};
  }
}

function upgradeBody(
  operation: Cursor<JsonObject>,
  parameters: readonly Cursor<JsonObject>[],
  options: { readonly consumes: readonly string[] | undefined; readonly upgrade: Upgrade },
): JsonObject | undefined {
  const { consumes, upgrade } = options;
  const body = parameters.find(({ value }) => value.in === "body");
  if (body !== undefined) {
    const { description, required = false, schema = {} } = body.value;
    const content = contentOf(body, consumes ?? ["application/json"], { schema }, upgrade);
    return upgrade.make(body, { ...(description !== undefined && { description }), required, content });
  }
  const fields = parameters.filter(({ value }) => value.in === "formData");
  if (fields.length === 0) return undefined;
  const required = fields.filter(({ value }) => value.required === true).map(({ value }) => String(value.name));
  const properties = fields.map((field) => [String(field.value.name), withWords(field, upgrade)] as const);
  const schema = upgrade.make(operation, { type: "object", properties: Object.fromEntries(properties), required });
  const upload = fields.some(({ value }) => value.type === "file");
  const forms = (consumes ?? []).filter((type) => /^multipart\/|x-www-form-urlencoded$/.test(type));
  const types = forms.length > 0 ? forms : [upload ? "multipart/form-data" : "application/x-www-form-urlencoded"];
  return upgrade.make(operation, {
    required: required.length > 0,
    content: contentOf(operation, types, { schema }, upgrade),
  });
}

function withWords(field: Cursor<JsonObject>, upgrade: Upgrade): Json {
  const { description } = field.value;
  const schema = schemaOf(field, upgrade) as JsonObject;
  return description === undefined ? schema : upgrade.make(field, { ...schema, description });
}

function contentOf(origin: Cursor, types: readonly string[], media: JsonObject, upgrade: Upgrade): JsonObject {
  return upgrade.make(origin, Object.fromEntries(types.map((type) => [type, upgrade.make(origin, { ...media })])));
}

function upgradeResponses(cursor: Cursor | undefined, produces: readonly string[], upgrade: Upgrade): JsonObject {
  if (!isObjectCursor(cursor)) return {};
  const responses: Record<string, Json> = {};
  for (const [status, item] of entriesOf(cursor)) {
    const response = upgrade.deref(item);
    if (response === undefined || status.startsWith("x-")) continue;
    const { schema, headers: _headers, examples: _examples, ...rest } = response.value;
    responses[status] = upgrade.make(response, {
      ...rest,
      headers: upgradeHeaders(childOf(response, "headers"), upgrade),
      ...(schema !== undefined && { content: responseContent(response, schema, produces, upgrade) }),
    });
  }
  return upgrade.make(cursor, responses);
}

function responseContent(
  response: Cursor<JsonObject>,
  schema: Json,
  produces: readonly string[],
  upgrade: Upgrade,
): JsonObject {
  const examples = childOf(response, "examples");
  const media = produces.map((type) => {
    const example = isObjectCursor(examples) ? childOf(examples, type)?.value : undefined;
    return [type, upgrade.make(response, { schema, ...(example !== undefined && { example }) })] as const;
  });
  return upgrade.make(response, Object.fromEntries(media));
}

function upgradeHeaders(cursor: Cursor | undefined, upgrade: Upgrade): JsonObject {
  if (!isObjectCursor(cursor)) return {};
  const headers = entriesOf(cursor).flatMap(([name, header]) => {
    if (!isObjectCursor(header)) return [];
    const { description } = header.value;
    const schema = schemaOf(header, upgrade);
    const words = description === undefined ? {} : { description };
    return [[name, upgrade.make(header, { ...words, schema })] as const];
  });
  return upgrade.make(cursor, Object.fromEntries(headers));
}
