/** What a `Range` asks for: everything, the bytes from `first` up to and without `end`, or nothing that is there. */
export type ByteRange =
  | { readonly type: "all" }
  | { readonly type: "part"; readonly first: number; readonly end: number }
  | { readonly type: "outside" };

const form = /^bytes=(\d*)-(\d*)$/u;

/** Reads one range of bytes of a content of this size (RFC 9110 section 14.1.2). A range that makes no sense is ignored. */
export function readByteRange(header: string | undefined, size: number): ByteRange {
  const [, from = "", to = ""] = form.exec(header ?? "") ?? [];
  if (from === "" && to === "") return { type: "all" };
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? { type: "outside" } : { type: "part", first: size - length, end: size };
  }
  const first = Number(from);
  if (to !== "" && Number(to) < first) return { type: "all" };
  if (first >= size) return { type: "outside" };
  return { type: "part", first, end: to === "" ? size : Math.min(Number(to) + 1, size) };
}
