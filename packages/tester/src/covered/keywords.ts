import type { ScalarSchema, Schema } from "@parlance/contract";
import { pointerTo } from "../values/pointer.js";
import { resolve, type Schemas } from "../values/schemas.js";

/** A keyword of a schema at a place of its values, and whether a case can go as far as it allows or break it. */
export interface KeywordAt {
  /** JSON pointer; `*` stands for any index. */
  readonly pointer: string;
  readonly keyword: string;
  readonly way: "boundary" | "broken";
}

/** How deep the places of a body are told. */
const deepest = 4;

const comparisons = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;
const lengths = ["minLength", "maxLength"] as const;

/**
 * Every keyword that cases of a schema can be about. Unions are left out: what one arm refuses another may allow, so that
 * nobody can say beforehand what can be broken.
 */
export function keywordsOf(schema: Schema, schemas: Schemas, pointer = "", depth = 0): readonly KeywordAt[] {
  const target = resolve(schema, schemas);
  const at = (way: KeywordAt["way"], ...keywords: readonly string[]) =>
    keywords.map((keyword): KeywordAt => ({ pointer, keyword, way }));
  switch (target.kind) {
    case "nullable":
      return keywordsOf(target.schema, schemas, pointer, depth);
    case "enum":
      return [...at("boundary", "enum"), ...at("broken", "enum")];
    case "const":
      return at("broken", "const");
    case "scalar":
      return scalarKeywords(target).map(({ keyword, way }) => ({ pointer, keyword, way }));
    case "list": {
      const own = (["minItems", "maxItems", "uniqueItems"] as const).filter((each) => counts(target[each]));
      const items = target.items === false || depth >= deepest ? [] : [target.items];
      return [
        ...at("broken", "type", ...own),
        ...items.flatMap((each) => keywordsOf(each, schemas, `${pointer}/*`, depth + 1)),
      ];
    }
    case "map": {
      const own = (["minProperties", "maxProperties"] as const).filter((each) => counts(target[each]));
      return at("broken", "type", ...own);
    }
    case "object": {
      const own = (["minProperties", "maxProperties"] as const).filter((each) => counts(target[each]));
      const closed = target.additional === false ? ["additionalProperties"] : [];
      const members = depth >= deepest ? [] : target.properties;
      return [
        ...at("broken", "type", ...own, ...closed),
        ...members.flatMap(({ name, schema: each, optional }): readonly KeywordAt[] => {
          if (each.readOnly === true) return [];
          const place = `${pointer}${pointerTo(name)}`;
          const required: KeywordAt = { pointer: place, keyword: "required", way: "broken" };
          return [...(optional ? [] : [required]), ...keywordsOf(each, schemas, place, depth + 1)];
        }),
      ];
    }
    default:
      return [];
  }
}

function scalarKeywords(schema: ScalarSchema): readonly Omit<KeywordAt, "pointer">[] {
  const boundary = (keyword: string) => ({ keyword, way: "boundary" as const });
  const broken = (keyword: string) => ({ keyword, way: "broken" as const });
  if (schema.type === "boolean") return [boundary("type"), broken("type")];
  if (schema.type !== "string")
    return [
      ...(["minimum", "maximum"] as const).filter((each) => schema[each] !== undefined).map(boundary),
      ...["type", ...comparisons.filter((each) => schema[each] !== undefined)].map(broken),
    ];
  const bounds = lengths.filter((each) => counts(schema[each]));
  const isPlain = schema.pattern === undefined && schema.format === undefined;
  const shapes = (["pattern", "format"] as const).filter((each) => schema[each] !== undefined);
  return [...(isPlain ? bounds.map(boundary) : []), ...["type", ...bounds, ...shapes].map(broken)];
}

/** A bound of 0 bounds nothing. */
function counts(bound: number | boolean | undefined): boolean {
  return bound !== undefined && bound !== 0;
}
