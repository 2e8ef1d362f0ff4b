import type { Body, Docs, Schema } from "@parlance/contract";
import { contentSchema, type NamedOperation, readOnlyProperties, type Types } from "@parlance/generator";
import { schemaDocument } from "../types/schema-document.js";
import type { SchemaDocument } from "../types/document.js";
import { marks } from "../types/marks.js";
import { propertyKey } from "../types/property-key.js";

/** The `params` object of an operation: its parameters by key, and `body`. Undefined if it takes nothing. */
export function paramsDocument({ operation, parameters }: NamedOperation, types: Types): SchemaDocument | undefined {
  const { body } = operation;
  if (parameters.length === 0 && body === undefined) {
    return undefined;
  }
  const entries = parameters.map(({ key, parameter }) => {
    return [propertyKey(key), described(parameter.schema, parameter.docs, types)];
  });
  return {
    type: "object",
    properties: Object.fromEntries([...entries, ...(body === undefined ? [] : [["body", bodyDocument(body, types)]])]),
    required: [
      ...parameters.filter(({ parameter }) => parameter.required).map(({ key }) => propertyKey(key)),
      ...(body?.required ? ["body"] : []),
    ],
  };
}

function bodyDocument(body: Body, types: Types): SchemaDocument {
  const documents = new Map(
    body.contents.map((content) => {
      const document = sentDocument(contentSchema(content), types);
      return [JSON.stringify(document), document];
    }),
  );
  const [first, ...others] = documents.values();
  const document = others.length === 0 ? (first ?? {}) : { anyOf: [...documents.values()] };
  return { ...document, ...description(body.docs) };
}

/** What a caller sends: the schema without the required properties that only answers have. */
function sentDocument(schema: Schema, types: Types): SchemaDocument {
  const document = schemaDocument(schema, types);
  const names = readOnlyProperties(schema, types);
  return names.length === 0
    ? document
    : { type: "object", format: marks.omit, properties: { sent: document }, required: [...names] };
}

function described(schema: Schema, docs: Docs | undefined, types: Types): SchemaDocument {
  return { ...schemaDocument(schema, types), ...description(docs) };
}

function description(docs: Docs | undefined): SchemaDocument {
  return {
    ...(docs?.description ? { description: docs.description } : {}),
    ...(docs?.deprecated ? { deprecated: true } : {}),
  };
}
