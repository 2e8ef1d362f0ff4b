import type { JsonObject } from "@parlance/contract";
import type { NamedContract } from "@parlance/generator";
import { schemaDocument } from "./schema-document.js";
import type { SchemaDocument } from "./document.js";

/** A type that no schema of the contract names. */
export interface OwnType {
  readonly name: string;
  readonly document: SchemaDocument;
  /** File without extension that it is printed into. */
  readonly file: string;
}

/** The document hey-api prints types from, and the file each of its types belongs in. */
export interface TypesDocument {
  readonly document: JsonObject;
  /** Type name → file without extension; types that are not in it are printed into `types`. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Makes one OpenAPI 3.1 document of all types: the named schemas, and those of the operations as schemas beside them.
 * Operations themselves are left out, because hey-api's types for them are not the ones our methods take.
 */
export function typesDocument({ contract, types }: NamedContract, own: readonly OwnType[]): TypesDocument {
  const named = [...types.values()].map(({ name, schema }) => [name, schemaDocument(schema, types)] as const);
  const schemas = Object.fromEntries([...named, ...own.map(({ name, document }) => [name, document] as const)]);
  const { title, version } = contract.info;
  return {
    document: { openapi: "3.1.0", info: { title, version }, paths: {}, components: { schemas } },
    files: new Map(own.map(({ name, file }) => [name, file])),
  };
}
