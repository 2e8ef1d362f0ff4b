import type { Body, Content, Header, Operation, Parameter, Response } from "@parlance/contract";
import { contentSchema, isSequence, type Types } from "@parlance/generator";
import { marks } from "../types/marks.js";
import { propertyKey } from "../types/property-key.js";
import { schemaDocument } from "../types/schema-document.js";
import { defaultOf, withDefaults } from "./with-defaults.js";
import type { SchemaDocument } from "../types/document.js";

const places = ["path", "query", "header", "cookie"] as const;

/**
 * What a server sees of an operation, as one type: `params` by place and wire name (headers in lower case), `body` if it
 * takes one, and `responses` by status. A server has filled in what a caller left out and the contract gives a default:
 * such parameters, and such members of the body itself, are there.
 */
export function serverOperationDocument(operation: Operation, types: Types): SchemaDocument {
  const { body, parameters, responses } = operation;
  return record({
    params: record(
      Object.fromEntries(
        places
          .map((place) => [place, parameters.filter((each) => each.in === place)] as const)
          .filter(([, group]) => group.length > 0)
          .map(([place, group]) => [place, parametersDocument(group, types)]),
      ),
    ),
    ...(body === undefined ? {} : { body: bodyDocument(body, types) }),
    responses: record(Object.fromEntries(responses.map((each) => [each.status, responseDocument(each, types)]))),
  });
}

function parametersDocument(parameters: readonly Parameter[], types: Types): SchemaDocument {
  const key = ({ in: place, name }: Parameter): string => propertyKey(place === "header" ? name.toLowerCase() : name);
  const given = ({ required, schema }: Parameter): boolean => required || defaultOf(schema, types) !== undefined;
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map((each) => [key(each), schemaDocument(each.schema, types)])),
    required: parameters.filter(given).map(key),
  };
}

function bodyDocument({ contents, required }: Body, types: Types): SchemaDocument {
  const documents = contents.map((each) => {
    const schema = contentSchema(each);
    return schemaDocument(isPatch(each) ? schema : withDefaults(schema, types), types);
  });
  return { anyOf: required ? documents : [...documents, { type: "null" }] };
}

/** What a merge patch (RFC 7396) leaves out stays as it is, so nothing is filled in. */
function isPatch({ mediaType }: Content): boolean {
  return mediaType.includes("merge-patch");
}

function responseDocument({ contents, headers }: Response, types: Types): SchemaDocument {
  const documents = contents.map((each) => answerDocument(each, types));
  const key = ({ name }: Header): string => propertyKey(name.toLowerCase());
  const fields = headers.map((each) => [key(each), schemaDocument(each.schema, types)] as const);
  const required = headers.filter((each) => each.required).map(key);
  return {
    type: "object",
    properties: {
      ...(documents.length > 0 ? { body: { anyOf: documents } } : {}),
      ...(headers.length > 0 ? { headers: { type: "object", properties: Object.fromEntries(fields), required } } : {}),
    },
    required: [...(documents.length > 0 ? ["body"] : []), ...(required.length > 0 ? ["headers"] : [])],
  };
}

/** A sequence is answered by something to iterate, everything else by a value. */
function answerDocument(content: Content, types: Types): SchemaDocument {
  const document = schemaDocument(contentSchema(content), types);
  return isSequence([content]) ? { type: "array", items: document, format: marks.sequence } : document;
}

function record(properties: SchemaDocument): SchemaDocument {
  return { type: "object", properties, required: Object.keys(properties) };
}
