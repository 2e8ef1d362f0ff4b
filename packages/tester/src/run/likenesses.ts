import type { Json } from "@parlance/contract";

/** Letters at the end of an id that are others in a stranger's. */
const changed = 6;

/** An id of the same shape that nobody issued. */
export function strangerLike(id: Json | undefined): Json | undefined {
  if (typeof id === "number") return Number.isSafeInteger(id) ? id + 987_654 : undefined;
  if (typeof id !== "string" || id === "") return undefined;
  if (/^\d+$/u.test(id)) return id.length < 6 ? String(Number(id) + 987_654) : turned(id, changed);
  return turned(id, changed);
}

/** A cursor of the same letters that no server can have issued. Undefined: the cursor is a plain number or word, which any may be. */
export function forgedLike(cursor: Json | undefined): Json | undefined {
  return typeof cursor === "string" && cursor.length >= 12 ? turned(cursor, cursor.length) : undefined;
}

/** The text with the last letters and digits turned to others of their kind. */
function turned(text: string, count: number): string {
  let left = count;
  const letters = [...text].toReversed().map((letter) => {
    if (left === 0 || !/[a-z0-9]/iu.test(letter)) return letter;
    left -= 1;
    if (/\d/u.test(letter)) return String((Number(letter) + 5) % 10);
    // Hexadecimal ids stay hexadecimal.
    const [first, size] = /[a-f]/iu.test(letter) ? [letter < "a" ? 65 : 97, 6] : [letter < "a" ? 71 : 103, 20];
    return String.fromCodePoint(first + (((letter.codePointAt(0) ?? first) - first + size / 2) % size));
  });
  return letters.toReversed().join("");
}
