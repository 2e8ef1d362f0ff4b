import type { Json, JsonObject, Parameter } from "@parlance/contract";
import { isObject } from "../values/json-kinds.js";

/** A name and a text of a query, header or cookie. */
export type Pair = readonly [name: string, text: string];

/**
 * A parameter's value as texts, by the styles of OpenAPI (specification 3.1, "Style Values"); not percent-encoded. Parameters
 * of a path give one pair, which has the text for the template.
 */
export function writeParameter(parameter: Parameter, value: Json): readonly Pair[] {
  const { name, style, mediaType } = parameter;
  if (mediaType !== undefined) return [[name, JSON.stringify(value)]];
  if (Array.isArray(value)) return writeList(parameter, value);
  if (isObject(value)) return writeObject(parameter, value);
  const text = textOf(value);
  if (style === "label") return [[name, `.${text}`]];
  if (style === "matrix") return [[name, `;${name}=${text}`]];
  return [[name, text]];
}

function writeList({ name, style, explode }: Parameter, items: readonly Json[]): readonly Pair[] {
  const texts = items.map(textOf);
  switch (style) {
    case "form":
      return explode ? texts.map((text): Pair => [name, text]) : [[name, texts.join(",")]];
    case "spaceDelimited":
      return [[name, texts.join(" ")]];
    case "pipeDelimited":
      return [[name, texts.join("|")]];
    case "label":
      return [[name, `.${texts.join(explode ? "." : ",")}`]];
    case "matrix":
      return [[name, explode ? texts.map((text) => `;${name}=${text}`).join("") : `;${name}=${texts.join(",")}`]];
    case "simple":
    case "deepObject":
      return [[name, texts.join(",")]];
  }
}

function writeObject({ name, style, explode }: Parameter, value: JsonObject): readonly Pair[] {
  const members = Object.entries(value).map(([key, member]): Pair => [key, textOf(member)]);
  const equations = members.map(([key, text]) => `${key}=${text}`);
  switch (style) {
    case "deepObject":
      return members.map(([key, text]): Pair => [`${name}[${key}]`, text]);
    case "form":
      return explode ? members : [[name, members.flat().join(",")]];
    case "label":
      return [[name, `.${explode ? equations.join(".") : members.flat().join(",")}`]];
    case "matrix":
      return [[name, explode ? equations.map((each) => `;${each}`).join("") : `;${name}=${members.flat().join(",")}`]];
    case "simple":
      return [[name, (explode ? equations : members.flat()).join(",")]];
    case "spaceDelimited":
    case "pipeDelimited":
      return [[name, members.flat().join(style === "pipeDelimited" ? "|" : " ")]];
  }
}

function textOf(value: Json): string {
  return typeof value === "string"
    ? value
    : value === null
      ? ""
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
}
