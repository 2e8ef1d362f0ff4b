import type { Content, Header, Operation, Schema } from "@parlance/contract";
import type { NamedOperation, Types } from "@parlance/generator";
import { propertyKey } from "../types/property-key.js";
import { schemaDocument } from "../types/schema-document.js";
import type { SchemaDocument } from "../types/document.js";
import { contentSchema } from "./content-schema.js";
import { nameHeaders } from "./name-headers.js";
import { paramsDocument } from "./params-document.js";
import { elementOf, resolvePointer } from "./resolve-pointer.js";
import { failures, successes } from "./successes.js";
import { type TypeUse, typeUse } from "./type-use.js";

/** What a caller gets: one answer, pages of items, or a sequence of items. */
export type OperationKind = "call" | "page" | "sequence";

/** The types of an operation, as far as it has them. */
export interface OperationShape {
  readonly kind: OperationKind;
  readonly params?: TypeUse;
  /** True if every parameter may be left out, and so may `params`. */
  readonly optionalParams: boolean;
  /** The whole answer; of one item for a sequence. */
  readonly data?: TypeUse;
  /** True if a success may have no body. */
  readonly empty: boolean;
  /** One item of a page. */
  readonly item?: TypeUse;
  readonly headers?: TypeUse;
  readonly errors?: TypeUse;
}

/** Reads from an operation which types its caller meets. */
export function operationShape(named: NamedOperation, types: Types): OperationShape {
  const { operation, types: names } = named;
  const answers = successes(operation);
  const contents = answers.flatMap((each) => each.contents);
  const schemas = contents.map(contentSchema);
  const item = pageItem(operation, schemas, types);
  const params = paramsDocument(named, types);
  const headers = headersDocument(named, types);
  return {
    kind: isSequence(contents) ? "sequence" : item !== undefined ? "page" : "call",
    optionalParams: !operation.body?.required && named.parameters.every(({ parameter }) => !parameter.required),
    empty: answers.length === 0 || answers.some((each) => each.contents.length === 0),
    ...optional("params", params && { name: names.params, document: params }),
    ...optional("data", typeUse(names.data, schemas, types)),
    ...optional("item", item && typeUse(names.item, [item], types)),
    ...optional("headers", headers && { name: names.headers, document: headers }),
    ...optional("errors", typeUse(names.errors, errorSchemas(operation), types)),
  };
}

/** True if every answer with a body is a sequence. */
export function isSequence(contents: readonly Content[]): boolean {
  return contents.length > 0 && contents.every(({ form }) => form === "sse" || form === "jsonl");
}

function pageItem({ pagination }: Operation, schemas: readonly Schema[], types: Types): Schema | undefined {
  const [page] = schemas;
  return pagination && page && elementOf(resolvePointer(page, pagination.items, types), types);
}

function errorSchemas(operation: Operation): readonly Schema[] {
  return failures(operation).flatMap(({ contents }) =>
    contents.filter(({ form }) => form === "json").map(contentSchema),
  );
}

function headersDocument({ operation }: NamedOperation, types: Types): SchemaDocument | undefined {
  const headers = nameHeaders(operation);
  if (headers.length === 0) {
    return undefined;
  }
  const document = ({ schema, docs }: Header): SchemaDocument => ({
    ...schemaDocument(schema, types),
    ...(docs?.description ? { description: docs.description } : {}),
  });
  return {
    type: "object",
    properties: Object.fromEntries(headers.map(({ key, header }) => [propertyKey(key), document(header)])),
  };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
