import type { Operation } from "../descriptor.js";
import { invalidParameter } from "./invalid-parameter.js";
import { isAbsent, parameterPairs, simpleText } from "./write-parameter.js";

/** Name and value of a header; undefined = left out. */
export type HeaderEntry = readonly [name: string, value: string | undefined];

/** The header and cookie parameters of a call. */
export function headerParameters(operation: Operation, params: Readonly<Record<string, unknown>>): HeaderEntry[] {
  const entries: HeaderEntry[] = [];
  const cookies: string[] = [];
  for (const descriptor of operation.parameters ?? []) {
    const { key, name = key } = descriptor;
    const value = params[key];
    if (descriptor.in === "cookie")
      cookies.push(...parameterPairs({ ...descriptor, name }, value).map((pair) => pair.join("=")));
    if (descriptor.in === "header" && !isAbsent(value))
      entries.push([name, simpleText(descriptor, value, (text) => text)]);
  }
  return [...entries, ["Cookie", cookies.join("; ") || undefined]];
}

/** Headers of the entries, later ones winning. A value that no header can carry (line breaks, beyond Latin-1) is refused. */
export function writeHeaders(operation: Operation, entries: readonly HeaderEntry[]): Headers {
  const headers = new Headers();
  for (const [name, value] of entries) {
    try {
      if (value !== undefined) headers.set(name, value);
    } catch {
      throw invalidParameter(operation, name, "holds characters that no HTTP header can carry");
    }
  }
  return headers;
}
