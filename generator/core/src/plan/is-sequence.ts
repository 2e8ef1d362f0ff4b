import type { Content } from "@parlance/contract";

/** True if every answer with a body is a sequence. */
export function isSequence(contents: readonly Content[]): boolean {
  return contents.length > 0 && contents.every(({ form }) => form === "sse" || form === "jsonl");
}
