import type { Contract } from "../model/contract.js";
import type { Json, JsonObject } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { printSchema } from "./print-schema.js";

/** How a schema is printed. */
export interface JsonSchemaOptions {
  /** The Contract whose schemas are referred to. */
  readonly contract: Contract;
  /**
   * True: what a client reads with; unknown enum values and unknown members of open unions pass.
   * False (default): what a server validates with; declared values only.
   */
  readonly open?: boolean;
  /** `inline-defs` (default): the schemas used stand under `$defs`. Else the URI to write for a schema's name. */
  readonly refs?: "inline-defs" | ((name: string) => string);
}

/** One schema of a Contract as JSON Schema 2020-12. */
export function toJsonSchema(schema: Schema, options: JsonSchemaOptions): JsonObject {
  const { contract, open = false, refs = "inline-defs" } = options;
  if (typeof refs === "function") return printSchema(schema, { open, refer: refs, dialect: "json-schema" });
  const used = new Set<string>();
  const refer = (name: string) => {
    used.add(name);
    return `#/$defs/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  };
  const printed = printSchema(schema, { open, refer, dialect: "json-schema" });
  const schemas = new Map(contract.schemas.map((named) => [named.name, named.schema]));
  const definitions: Record<string, Json> = {};
  for (const name of used) {
    const named = schemas.get(name);
    definitions[name] = named === undefined ? {} : printSchema(named, { open, refer, dialect: "json-schema" });
  }
  return used.size === 0 ? printed : { ...printed, $defs: definitions };
}
