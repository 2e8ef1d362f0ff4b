import { valueAt } from "./pointer.js";
import type { MessageRule, SocketMessage } from "./socket-descriptor.js";

/** A message that came. `unknown`: no rule of the document tells it. */
export type Recognised = SocketMessage & { readonly known: boolean };

/**
 * Tells a message that came by the first rule that holds. Text that is JSON is read as such, other text is itself; bytes are
 * themselves. What no rule tells has the name `unknown`.
 */
export function recognise(rules: readonly MessageRule[], data: string | Uint8Array): Recognised {
  const payload = typeof data === "string" ? parse(data) : data;
  for (const { name, codec, ...rule } of rules) {
    if (codec === "text" && typeof data === "string") return { name, payload: data, known: true };
    if (codec === "bytes" && typeof data !== "string") return { name, payload: data, known: true };
    if (codec === undefined && typeof data === "string" && holds(rule, payload)) return { name, payload, known: true };
  }
  return { name: "unknown", payload, known: false };
}

function holds({ type, is = {}, has = [] }: Omit<MessageRule, "name" | "codec">, payload: unknown): boolean {
  return (
    (type === undefined || type === typeOf(payload)) &&
    Object.entries(is).every(([pointer, value]) => same(valueAt(payload, pointer), value)) &&
    has.every((pointer) => valueAt(payload, pointer) !== undefined)
  );
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** Constants are nearly always scalars; others are compared as their text. */
function same(value: unknown, constant: unknown): boolean {
  return value === constant || (typeof constant === "object" && JSON.stringify(value) === JSON.stringify(constant));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
