import type { HeaderDescriptor } from "../descriptor.js";

/** The declared response headers by key; a header that did not come, or cannot be read as declared, is left out. */
export function readHeaders(descriptors: readonly HeaderDescriptor[], headers: Headers): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { key, name, type } of descriptors) {
    const text = headers.get(name ?? key);
    const value = text === null ? undefined : readValue(text, type);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

function readValue(text: string, type: HeaderDescriptor["type"]): unknown {
  switch (type) {
    case "number": {
      const number = Number(text);
      return text.trim() === "" || Number.isNaN(number) ? undefined : number;
    }
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    case undefined:
      return text;
  }
}
