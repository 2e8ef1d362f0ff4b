import type { Header } from "@parlance/contract";
import { type NamedOperation, type OperationKind, operationPlan, type Types } from "@parlance/generator";
import { propertyKey } from "../types/property-key.js";
import { schemaDocument } from "../types/schema-document.js";
import type { SchemaDocument } from "../types/document.js";
import { paramsDocument } from "./params-document.js";
import { type TypeUse, typeUse } from "./type-use.js";

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
  const { kind, optionalParams, empty, successes, item, errors } = operationPlan(named, types);
  const { types: names } = named;
  const params = paramsDocument(named, types);
  const headers = headersDocument(named, types);
  return {
    kind,
    optionalParams,
    empty,
    ...optional("params", params && { name: names.params, document: params }),
    ...optional("data", typeUse(names.data, successes, types)),
    ...optional("item", item && typeUse(names.item, [item], types)),
    ...optional("headers", headers && { name: names.headers, document: headers }),
    ...optional("errors", typeUse(names.errors, errors, types)),
  };
}

function headersDocument({ headers }: NamedOperation, types: Types): SchemaDocument | undefined {
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
