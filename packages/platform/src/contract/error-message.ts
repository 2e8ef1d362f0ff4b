import type { ErrorObject } from "ajv";
import type { Json } from "../json/json.js";
import type { JsonSchema } from "./platform-contract.js";

const maxShown = 40;

/**
 * What is wrong with a value, for who sent it: what is allowed in its place, and what was found. A text is shown only where it is to
 * be one of a few, and its beginning: elsewhere it may be a secret.
 */
export function errorMessage(error: ErrorObject): string {
  const { allowedValues, allowedValue, type } = error.params as {
    readonly allowedValues?: readonly Json[];
    readonly allowedValue?: Json;
    readonly type?: string | readonly string[];
  };
  const data: unknown = error.data;
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties":
      return `is not known here${knownMembers(error.parentSchema)}`;
    case "required":
      return "is missing";
    case "enum":
    case "const": {
      const allowed = (allowedValues ?? [allowedValue]).map((value) => JSON.stringify(value));
      const found = typeof data === "string" ? JSON.stringify(data.slice(0, maxShown)) : named(data);
      return `must be one of ${allowed.join(", ")}${but(found)}`;
    }
    case "type":
      return `must be ${[type]
        .flat()
        .join(", ")
        .replace(/, (?=[^,]*$)/u, " or ")}${but(named(data))}`;
    default:
      return `${error.message ?? "is not allowed"}${but(typeof data === "number" ? String(data) : undefined)}`;
  }
}

/** The members that a schema names. One made of several does not say here what the others name. */
function knownMembers(schema: JsonSchema | undefined): string {
  const names = typeof schema === "object" ? Object.keys(schema["properties"] ?? {}) : [];
  return names.length === 0 ? "" : `; known: ${names.join(", ")}`;
}

/** A value if it is short and no text, its type otherwise. Undefined: the validator does not say what it found. */
function named(data: unknown): string | undefined {
  if (data === null || typeof data === "number" || typeof data === "boolean") return String(data);
  if (data === undefined) return undefined;
  return Array.isArray(data) ? "array" : typeof data;
}

function but(found: string | undefined): string {
  return found === undefined ? "" : `, not ${found}`;
}
