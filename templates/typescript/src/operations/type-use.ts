import type { Schema } from "@parlance/contract";
import type { Types } from "@parlance/generator";
import { schemaDocument } from "../types/schema-document.js";
import type { SchemaDocument } from "../types/document.js";

/** How an operation uses a type: by the name of a schema, or by a name of its own with the document that prints it. */
export interface TypeUse {
  readonly name: string;
  readonly document?: SchemaDocument;
}

/** A type for values of any of the schemas: a named schema's own one, else `name`. Undefined if there is no schema. */
export function typeUse(name: string, schemas: readonly Schema[], types: Types): TypeUse | undefined {
  const documents = new Map(
    schemas.map((schema) => {
      const document = schemaDocument(schema, types);
      return [JSON.stringify(document), document];
    }),
  );
  const [first, ...others] = documents.values();
  if (first === undefined) {
    return undefined;
  }
  const [schema] = schemas;
  if (others.length === 0 && schema?.kind === "ref") {
    return { name: types.get(schema.name)?.name ?? name };
  }
  return { name, document: others.length === 0 ? first : { anyOf: [...documents.values()] } };
}
