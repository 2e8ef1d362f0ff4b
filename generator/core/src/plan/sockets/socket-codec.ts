import type { Message } from "@parlance/contract";

/** How a message's payload travels; undefined: as JSON. */
export function socketCodec({ contentType }: Message): "text" | "bytes" | undefined {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "" || /\bjson$/u.test(type)) {
    return undefined;
  }
  return type.startsWith("text/") || /\b(?:xml|yaml)$/u.test(type) ? "text" : "bytes";
}
