/** An id for an operation without one: method and path words in camelCase, e.g. `getUsersByIdPosts`. */
export function deriveOperationId(method: string, path: string): string {
  const words = path
    .split("/")
    .flatMap((segment) => (/^\{.*\}$/.test(segment) ? ["by", ...wordsOf(segment)] : wordsOf(segment)))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + words.join("");
}

function wordsOf(segment: string): string[] {
  return segment.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** `id`, or `id2`, `id3` … if it is taken. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count += 1) free = `${id}${count}`;
  return free;
}
