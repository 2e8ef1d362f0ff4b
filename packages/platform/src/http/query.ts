import { problem } from "../problem/platform-error.js";

/** The parameters of a query by name, each with all its values. Throws `bad_request` for a wrong percent-encoding. */
export function parseQuery(url: string): ReadonlyMap<string, readonly string[]> {
  const start = url.indexOf("?");
  const parameters = new Map<string, string[]>();
  if (start === -1) return parameters;
  for (const part of url.slice(start + 1).split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? "" : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw problem("bad_request", "The query is not percent-encoded UTF-8.", { cause });
  }
}
