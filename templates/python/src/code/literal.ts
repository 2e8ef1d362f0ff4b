import type { Json } from "@parlance/contract";

const width = 100;

/** The text of a Python literal: on one line if it fits, else one member a line. Lists become tuples, which cannot be changed. */
export function literal(value: Json): string {
  if (typeof value !== "object" || value === null) {
    return scalar(value);
  }
  if (Array.isArray(value)) {
    const members = value.map((each: Json) => literal(each));
    return wrapped("(", members, members.length === 1 ? ",)" : ")");
  }
  return wrapped(
    "{",
    Object.entries(value).map(([key, each]) => `${scalar(key)}: ${literal(each)}`),
    "}",
  );
}

/** A value as an application writes it: lists as lists. */
export function pythonText(value: Json): string {
  return Array.isArray(value) ? `[${value.map((each: Json) => pythonText(each)).join(", ")}]` : literal(value);
}

/** A string, number, boolean or null. */
export function scalar(value: string | number | boolean | null): string {
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  return value === null ? "None" : JSON.stringify(value);
}

function wrapped(open: string, members: readonly string[], close: string): string {
  const line = `${open}${members.join(", ")}${close}`;
  if (line.length <= width && !line.includes("\n")) {
    return line;
  }
  const lines = members.map((each) => `    ${each.replaceAll("\n", "\n    ")},`);
  return [open, ...lines, close.replace(/^,/u, "")].join("\n");
}
