import { isIdentifier } from "../names/identifier.js";

const width = 120;

/** Text that stands in a literal as it is, e.g. the name of a constant. */
export class Raw {
  constructor(readonly text: string) {}
}

/** A value that a constant can be written from: JSON, in which names may stand for values. */
export type Literal = null | boolean | number | string | Raw | readonly Literal[] | { readonly [key: string]: Literal };

/** The text of a TypeScript literal: on one line if it fits beside `used` columns, else one member a line. */
export function literal(value: Literal, used = 0): string {
  const line = flat(value, width - used);
  if (line !== undefined) {
    return line;
  }
  const list = Array.isArray(value);
  const members = list
    ? value.map((each: Literal) => literal(each, 3))
    : membersOf(value).map(([key, each]) => {
        return `${propertyKey(key)}: ${literal(each, key.length + 5)}`;
      });
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  return `${open}\n${members.map((each) => `  ${each.replaceAll("\n", "\n  ")},\n`).join("")}${close}`;
}

/** A property name, quoted where the language needs it. */
export function propertyKey(name: string): string {
  if (name === "__proto__") {
    return `["__proto__"]`;
  }
  return isIdentifier(name) ? name : JSON.stringify(name);
}

function membersOf(value: Literal): readonly (readonly [string, Literal])[] {
  return typeof value === "object" && value !== null && !(value instanceof Raw) ? Object.entries(value) : [];
}

/** One line, or undefined if it is longer than `room`; scalars are never too long. */
function flat(value: Literal, room: number): string | undefined {
  if (value instanceof Raw) {
    return value.text;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  const list = Array.isArray(value);
  const parts: string[] = [];
  let left = room - (list ? 2 : 4);
  for (const [key, each] of list ? value.map((item: Literal) => ["", item] as const) : membersOf(value)) {
    const text = flat(each, left);
    if (text === undefined) {
      return undefined;
    }
    parts.push(list ? text : `${propertyKey(key)}: ${text}`);
    left -= (parts.at(-1)?.length ?? 0) + 2;
    if (left < -2) {
      return undefined;
    }
  }
  return list ? `[${parts.join(", ")}]` : parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
