import type { Json, JsonObject } from "../model/json.js";
import type { Content, Operation, Parameter, Response } from "../model/operation.js";
import type { Docs, Schema } from "../model/schema.js";
import { defined } from "../util/defined.js";
import { withoutRefs } from "../util/has-ref.js";
import { printServer } from "./print-security.js";

/** Prints a schema where it stands. */
export type Print = (schema: Schema) => JsonObject;

/** An operation as OpenAPI 3.1 writes it. */
export function printOperation(operation: Operation, print: Print): JsonObject {
  const { id, tags, parameters, body, responses, security, servers, callbacks, pagination, docs, extensions } =
    operation;
  const calls: Record<string, Record<string, Record<string, Json>>> = {};
  for (const { name, expression, operation: call } of callbacks)
    ((calls[name] ??= {})[expression] ??= {})[call.method.toLowerCase()] = printOperation(call, print);
  return {
    operationId: id,
    ...(tags.length > 0 && { tags }),
    ...words(docs),
    ...(parameters.length > 0 && { parameters: parameters.map((parameter) => printParameter(parameter, print)) }),
    ...(body && {
      requestBody: { required: body.required, ...words(body.docs), content: printContents(body.contents, print) },
    }),
    responses: Object.fromEntries(responses.map((response) => [response.status, printResponse(response, print)])),
    security: security.map((requirement) => ({ ...requirement })),
    ...(servers && { servers: servers.map(printServer) }),
    ...(callbacks.length > 0 && { callbacks: calls }),
    ...(pagination && { "x-parlance-pagination": { ...pagination } }),
    ...withoutRefs(extensions),
  };
}

function words(docs: Docs | undefined): JsonObject {
  if (docs === undefined) return {};
  const { summary, description, deprecated, href } = docs;
  return defined({
    summary,
    description,
    deprecated: deprecated === undefined ? undefined : true,
    externalDocs: href === undefined ? undefined : { url: href },
  });
}

function printParameter(parameter: Parameter, print: Print): JsonObject {
  const { name, in: where, required, schema, style, explode, mediaType, docs, allowReserved, extensions } = parameter;
  const printed = print(schema);
  return {
    name,
    in: where,
    ...(required && { required }),
    ...defined({ description: docs?.description, deprecated: docs?.deprecated === undefined ? undefined : true }),
    ...(mediaType === undefined
      ? { schema: printed, style, explode, ...defined({ allowReserved }) }
      : { content: { [mediaType]: { schema: printed } } }),
    ...withoutRefs(extensions),
  };
}

function printResponse(response: Response, print: Print): JsonObject {
  const { contents, headers, links, docs } = response;
  return {
    description: docs?.description ?? "",
    ...(contents.length > 0 && { content: printContents(contents, print) }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(
        headers.map(({ name, required, schema, docs: text }) => [
          name,
          { ...(required && { required }), ...defined({ description: text?.description }), schema: print(schema) },
        ]),
      ),
    }),
    ...(links.length > 0 && {
      links: Object.fromEntries(links.map(({ name, operationId, parameters }) => [name, { operationId, parameters }])),
    }),
  };
}

function printContents(contents: readonly Content[], print: Print): JsonObject {
  return Object.fromEntries(
    contents.map(({ mediaType, schema, encodings, examples }) => [
      mediaType,
      {
        ...(schema && { schema: print(schema) }),
        ...(encodings && { encoding: Object.fromEntries(encodings.map(({ property, ...rest }) => [property, rest])) }),
        ...(examples && {
          examples: Object.fromEntries(
            Object.entries(withoutRefs(examples) ?? {}).map(([name, value]) => [name, { value }]),
          ),
        }),
      },
    ]),
  );
}
