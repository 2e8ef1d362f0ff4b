import type { Json } from "@parlance/contract";

/** A Go string literal: raw where that is shorter to read, else quoted. */
export function quote(text: string): string {
  const escaped = [...text.toWellFormed()].map(escape).join("");
  return `"${escaped}"`;
}

function escape(character: string): string {
  if (character === '"' || character === "\\") {
    return `\\${character}`;
  }
  const code = character.codePointAt(0) ?? 0;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u.test(character)) {
    return code > 0xff_ff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }
  return character;
}

/** The struct tags of a field. A raw literal holds no backquote, so a tag with one is a quoted literal. */
export function tagLiteral(tags: Readonly<Record<string, string>>): string {
  const text = Object.entries(tags)
    .map(([key, value]) => `${key}:${quote(value)}`)
    .join(" ");
  return text.includes("`") ? quote(text) : `\`${text}\``;
}

/** A scalar as a Go constant; undefined for values that are none. */
export function constant(value: Json): string | undefined {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
    case "boolean":
      return String(value);
    default:
      return undefined;
  }
}
