import type { Contract, Parameter, Schema } from "../contract/bare-contract.js";
import { isJsonObject, type Json, type JsonObject } from "../json/json.js";
import { parseJson } from "../json/parse-json.js";

const integer = /^-?(0|[1-9]\d*)$/u;
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/u;

/**
 * The value of a parameter as its schema means it: `"20"` of an integer is 20, `a,b` of a list is `["a", "b"]`. What does not
 * read as its type stays text, so that validation refuses it by name.
 */
export function decodeParameter(parameter: Parameter, values: readonly string[], contract: Contract): Json {
  const [value = ""] = values;
  if (parameter.mediaType !== undefined) return parseJson(value);
  const schema = resolve(parameter.schema, contract);
  if (schema.kind === "list") {
    const parts = parameter.explode && parameter.in === "query" ? values : value.split(delimiter(parameter));
    const items = schema.items === false ? undefined : schema.items;
    return parts.map((part) => (items === undefined ? part : decodeScalar(items, part, contract)));
  }
  if (values.length > 1) return [...values];
  if (schema.kind === "object" || schema.kind === "map") return decodeObject(value, delimiter(parameter));
  return decodeScalar(parameter.schema, value, contract);
}

/** The value that the server assumes when a parameter is absent. */
export function defaultOf(parameter: Parameter, contract: Contract): Json | undefined {
  return parameter.schema.default ?? resolve(parameter.schema, contract).default;
}

function delimiter(parameter: Parameter): string {
  if (parameter.style === "spaceDelimited") return " ";
  return parameter.style === "pipeDelimited" ? "|" : ",";
}

function decodeObject(value: string, separator: string): JsonObject {
  const parts = value.split(separator);
  const entries = parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? ""] as const] : []));
  const object: Json = Object.fromEntries(entries);
  return isJsonObject(object) ? object : {};
}

function decodeScalar(schema: Schema, text: string, contract: Contract): Json {
  const resolved = resolve(schema, contract);
  const type = resolved.kind === "scalar" ? resolved.type : resolved.kind === "enum" ? resolved.base : "string";
  switch (type) {
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "integer":
      return integer.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case "number":
      return number.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
    default:
      return text;
  }
}

function resolve(schema: Schema, contract: Contract): Schema {
  let current = schema;
  for (let steps = 0; steps < 32; steps++) {
    if (current.kind === "nullable") current = current.schema;
    else if (current.kind === "ref") {
      const { name } = current;
      const named = contract.schemas.find((candidate) => candidate.name === name);
      if (named === undefined) return current;
      current = named.schema;
    } else return current;
  }
  return current;
}
