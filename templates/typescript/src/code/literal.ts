import type { Json } from "@parlance/contract";
import { isIdentifier } from "../names/identifier.js";

const width = 120;

/** JSON as the text of a TypeScript literal, on one line if it fits beside `used` columns, else one member a line. */
export function literal(value: Json, used = 0): string {
  const line = flat(value);
  if (line.length + used <= width || typeof value !== "object" || value === null) {
    return line;
  }
  const members = Array.isArray(value)
    ? value.map((each) => literal(each, 3))
    : Object.entries(value).map(([key, each]) => `${propertyKey(key)}: ${literal(each, key.length + 5)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${members.map((each) => `  ${each.replaceAll("\n", "\n  ")},`).join("\n")}\n${close}`;
}

/** A property name, quoted where the language needs it. */
export function propertyKey(name: string): string {
  return isIdentifier(name) && name !== "__proto__" ? name : name === "__proto__" ? `["__proto__"]` : JSON.stringify(name);
}

function flat(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(flat).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, each]) => `${propertyKey(key)}: ${flat(each)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return JSON.stringify(value);
}
