import { Check } from "typebox/schema";
import type { ValidationIssue } from "../errors/validation-error.js";

/** Most deviations named for one body. */
const mostIssues = 8;
/** Most characters of a schema in a message. */
const longestSchema = 120;

/** The keywords that lead to parts of a value. Contracts are generated, so they hold what the keywords ask for. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
}

/**
 * Names the innermost parts of a value that keep it from fitting a schema; combined schemas (`allOf`, `anyOf`, `oneOf`) are
 * named as a whole. typebox's own `Errors` would say more for several times the bytes.
 */
export function locateIssues(root: Schema, value: unknown): readonly ValidationIssue[] {
  const { $defs = {} } = root;
  const locate = (schema: Schema, found: unknown, pointer: string): ValidationIssue[] => {
    // References in a part of a schema are resolved in the whole.
    if (found !== undefined && Check({ allOf: [schema], $defs }, found)) return [];
    const { $ref, items, properties = {}, required = [], additionalProperties } = schema;
    // Contracts refer to nothing but their own definitions: #/$defs/Name.
    if ($ref !== undefined) return locate($defs[$ref.slice(8)] ?? {}, found, pointer);
    const whole: Readonly<Record<string, unknown>> = Object(found);
    const keys = whole === found ? new Set([...Object.keys(whole), ...required]) : [];
    const inner = [...keys].flatMap((key) => {
      // A schema may be `false`; without one anything fits.
      const part = (Array.isArray(whole) ? items : (properties[key] ?? additionalProperties)) ?? {};
      return locate(part, whole[key], `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    });
    if (inner.length > 0) return inner.slice(0, mostIssues);
    const message = found === undefined ? "is required" : `must fit ${JSON.stringify(schema).slice(0, longestSchema)}`;
    return [{ pointer, message }];
  };
  return locate(root, value, "");
}
