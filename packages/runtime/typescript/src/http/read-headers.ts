import type { HeaderDescriptor } from "../descriptor.js";
import { parseJson } from "./parse-json.js";

/**
 * The declared response headers by key; numbers and booleans are written as in JSON. A header that did not come, or is not what
 * was declared, is left out.
 */
export function readHeaders(descriptors: readonly HeaderDescriptor[], headers: Headers): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { key, name, type } of descriptors) {
    const text = headers.get(name ?? key);
    if (text === null) continue;
    const value = type === undefined ? text : parseJson(text);
    if (type === undefined || type === "json" || typeof value === type) values[key] = value;
  }
  return values;
}
