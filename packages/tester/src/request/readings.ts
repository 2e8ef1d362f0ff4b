import type { Json, Parameter } from "@parlance/contract";
import { resolve, type Schemas } from "../values/schemas.js";
import { writeParameter } from "./write-parameter.js";

/**
 * All values that a server may read from a parameter's text: `"7"` may be a text or a number. What is a negative case must be
 * refused as each of them. None: the text says nothing, as that of an empty list, `null` or `""`, which servers read as they please.
 */
export function readings(parameter: Parameter, value: Json, schemas: Schemas): readonly Json[] {
  if (parameter.mediaType !== undefined) return [value];
  const texts = writeParameter(parameter, value).map(([, text]) => text);
  if (texts.every((text) => text === "")) return [];
  const target = resolve(parameter.schema, schemas);
  const schema = target.kind === "nullable" ? resolve(target.schema, schemas) : target;
  if (schema.kind !== "list") return texts.length === 1 ? scalarReadings(texts[0] as string) : [value];
  const items = texts.flatMap((text) => text.split(/[,|\s]/u));
  return [texts, texts.map(likeliest), items, items.map(likeliest)];
}

function scalarReadings(text: string): readonly Json[] {
  return [...new Set([text, likeliest(text), text.trim()])];
}

function likeliest(text: string): Json {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : text;
}
