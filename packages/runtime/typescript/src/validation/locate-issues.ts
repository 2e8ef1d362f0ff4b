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

interface Place {
  readonly schema: Schema;
  readonly value: unknown;
  readonly pointer: string;
}

/**
 * Names the innermost parts of a value that keep it from fitting a schema; combined schemas (`allOf`, `anyOf`, `oneOf`) are
 * named as a whole. typebox's own `Errors` would say more for several times the bytes.
 */
export function locateIssues(root: Schema, value: unknown): readonly ValidationIssue[] {
  const { $defs = {} } = root;
  // References in a part of a schema are resolved in the whole.
  const fits = ({ schema, value: part }: Place): boolean =>
    part !== undefined && Check({ allOf: [schema], $defs }, part);
  const locate = (place: Place): ValidationIssue[] => {
    const { schema, value: found, pointer } = place;
    const { $ref } = schema;
    // Contracts refer to nothing but their own definitions: #/$defs/Name.
    if ($ref !== undefined) return locate({ ...place, schema: $defs[$ref.slice(8)] ?? {} });
    const inner = partsOf(place).filter((part) => !fits(part));
    if (inner.length > 0) return inner.slice(0, mostIssues).flatMap(locate).slice(0, mostIssues);
    return [
      {
        pointer,
        message: found === undefined ? "is required" : `must fit ${JSON.stringify(schema).slice(0, longestSchema)}`,
      },
    ];
  };
  return locate({ schema: root, value, pointer: "" });
}

function partsOf(place: Place): Place[] {
  const { items, properties = {}, required = [], additionalProperties } = place.schema;
  const whole: Readonly<Record<string, unknown>> = Object(place.value);
  if (whole !== place.value) return [];
  return [...new Set([...Object.keys(whole), ...required])].map((key) => ({
    // A schema may be `false`; without one anything fits.
    schema: (Array.isArray(whole) ? items : (properties[key] ?? additionalProperties)) ?? {},
    value: whole[key],
    pointer: `${place.pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  }));
}
