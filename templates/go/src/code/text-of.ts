import type { Part } from "@parlance/generator";

/** The text of a part, before its imports are settled: with the names that modules have unless two share theirs. */
export function textOf(part: Part): string {
  if (typeof part === "string") {
    return part;
  }
  return "from" in part
    ? `${part.qualifier === undefined ? "" : `${part.qualifier}.`}${part.name}`
    : part.map(textOf).join("");
}
