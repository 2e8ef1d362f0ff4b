import type { Operation } from "../descriptor.js";
import { ValidationError } from "../errors/validation-error.js";
import { isAbsent, parameterPairs, simpleText } from "./write-parameter.js";

/** Puts the header and cookie parameters of a call into `headers`. */
export function writeHeaderParameters(operation: Operation, params: Readonly<Record<string, unknown>>, headers: Headers): void {
  const cookies: string[] = [];
  for (const descriptor of operation.parameters ?? []) {
    const value = params[descriptor.key];
    const name = descriptor.name ?? descriptor.key;
    if (isAbsent(value)) continue;
    if (descriptor.in === "header") {
      setHeader(headers, { operation: operation.id, name, value: simpleText(descriptor, value, (text) => text) });
    } else if (descriptor.in === "cookie") {
      for (const [key, text] of parameterPairs({ ...descriptor, name }, value)) cookies.push(`${key}=${text}`);
    }
  }
  if (cookies.length > 0) headers.set("Cookie", cookies.join("; "));
}

/** Sets one header; a value that cannot travel (line breaks, characters beyond Latin-1) is a `ValidationError`. */
export function setHeader(headers: Headers, entry: { readonly operation: string; readonly name: string; readonly value: string }): void {
  try {
    headers.set(entry.name, entry.value);
  } catch {
    throw new ValidationError({
      code: "invalid_parameter",
      operation: entry.operation,
      issues: [{ pointer: entry.name, message: "holds characters that no HTTP header can carry" }],
    });
  }
}
