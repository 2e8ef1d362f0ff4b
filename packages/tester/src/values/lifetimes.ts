import type { Json } from "@parlance/contract";

const limits =
  /expir|ttl|lifetime|retention|until|valid_?to|ends?_?at|end_?(?:time|date)|remove_?a|delete_?a|deadline|empty/iu;

/** True for a member that may end by itself what it belongs to: its name says so, or it is a time that is over. */
export function endsByItself(name: string, value: Json | undefined): boolean {
  if (value === null || value === undefined || typeof value === "boolean") return false;
  return limits.test(name) || (typeof value === "string" && isOver(value));
}

function isOver(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:T|$)/u.test(text) && Date.parse(text) < Date.now();
}
