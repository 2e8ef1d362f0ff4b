import type { Operation, ParameterDescriptor } from "../descriptor.js";
import { invalidParameter } from "./invalid-parameter.js";
import { isAbsent, parameterPairs, pathText } from "./write-parameter.js";

type Params = Readonly<Record<string, unknown>>;

/**
 * Writes the path and query of an operation.
 *
 * A value never changes the route: `/` is encoded, and a path segment that would come out empty, `.` or `..` is refused,
 * because URL parsers resolve dot segments even when percent-encoded (WHATWG URL section 4.4).
 */
export function prepareTarget(operation: Operation, params: Params): string {
  const query: string[] = [];
  let path = operation.path;
  for (const descriptor of operation.parameters ?? []) {
    const value = params[descriptor.key];
    const name = descriptor.name ?? descriptor.key;
    if (descriptor.in === "query") {
      for (const [key, text] of parameterPairs({ ...descriptor, name }, value)) query.push(`${key}=${text}`);
    } else if (descriptor.in === "path") {
      path = path.replaceAll(`{${name}}`, () => pathValue(operation, descriptor, value));
    }
  }
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    throw invalidParameter(operation, "path", "must not make a segment . or ..");
  }
  return query.length === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${query.join("&")}`;
}

function pathValue(operation: Operation, descriptor: ParameterDescriptor, value: unknown): string {
  const text = isAbsent(value) ? "" : pathText(descriptor, value);
  if (text === "") throw invalidParameter(operation, descriptor.key, "must not be missing or empty");
  return text;
}
