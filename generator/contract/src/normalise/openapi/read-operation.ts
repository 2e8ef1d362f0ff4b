import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Body, Callback, Operation, Parameter } from "../../model/operation.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { docsOf, extensionsOf } from "../docs.js";
import { checkMembers, refuseUnknown } from "../member.js";
import { readRequirements } from "../read-security.js";
import type { OpenApiContext } from "./openapi-context.js";
import { deriveOperationId } from "./operation-id.js";
import { readContents } from "./read-content.js";
import type { LinkReader } from "./read-links.js";
import { readParameters } from "./read-parameter.js";
import { readResponses } from "./read-response.js";
import { readServers } from "./read-servers.js";
import { findRoutes, type Route } from "./routes.js";

/** Callbacks hold operations, which may hold callbacks; a document that nests them deeper goes in circles. */
const maxCallbackDepth = 3;

/** Reads one operation. Its pagination is found later, when the schemas of its answers are known. */
export function readOperation(route: Route, context: OpenApiContext, links: LinkReader, depth = 0): Operation {
  const { id, method, path, item, operation } = route;
  const { session } = context;
  checkMembers(operation, operationMembers, session);
  refuseUnknown(operation, { known: knownMembers, object: "an operation" }, session);
  const parameters = readParameters([childOf(item, "parameters"), childOf(operation, "parameters")], session);
  const idempotency = parameters.find((each) => each.in === "header" && /^(x-)?idempotency-key$/i.test(each.name));
  const servers = readServers(operation, session) ?? readServers(item, session);
  const body = readBody(childOf(operation, "requestBody"), context);
  return {
    id,
    method,
    path,
    tags: tagsOf(childOf(operation, "tags")),
    parameters: path.startsWith("/") ? fitToPath(parameters, route, context) : parameters,
    ...defined({ body }),
    responses: readResponses(childOf(operation, "responses"), session, links),
    security: readRequirements(childOf(operation, "security"), context.schemes, session) ?? context.security,
    ...defined({ servers, idempotencyHeader: idempotency?.name }),
    callbacks: depth < maxCallbackDepth ? readCallbacks(route, context, links, depth) : [],
    ...defined({ docs: docsOf(operation, session.resolver), extensions: extensionsOf(operation.value) }),
    place: placeOf(operation),
  };
}

const operationMembers = {
  parameters: "list",
  requestBody: "object",
  responses: "object",
  callbacks: "object",
  security: "list",
  tags: "list",
  servers: "list",
} as const;

const knownMembers = new Set([
  ...Object.keys(operationMembers),
  "summary",
  "description",
  "externalDocs",
  "operationId",
  "deprecated",
]);

function tagsOf(cursor: Cursor | undefined): string[] {
  return isListCursor(cursor) ? cursor.value.filter((tag) => typeof tag === "string") : [];
}

function readBody(cursor: Cursor | undefined, { session }: OpenApiContext): Body | undefined {
  const body = session.resolver.deref(cursor);
  if (!isObjectCursor(body)) return undefined;
  const contents = readContents(childOf(body, "content"), session);
  if (contents.length === 0) return undefined;
  return {
    required: body.value.required === true,
    contents,
    ...defined({ docs: docsOf(body, session.resolver) }),
    place: placeOf(body),
  };
}

/** Path parameters are those of the template: one that is not declared is a string, one that does not occur is dropped. */
function fitToPath(parameters: readonly Parameter[], route: Route, { session }: OpenApiContext): Parameter[] {
  const { method, path, operation } = route;
  const names = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string));
  const fitting = parameters.filter((parameter) => {
    if (parameter.in !== "path" || names.delete(parameter.name)) return true;
    session.diagnostics.report("path-parameter-unused", parameter.place, { name: parameter.name, path });
    return false;
  });
  const place = placeOf(operation);
  const missing = [...names].map((name): Parameter => {
    session.diagnostics.report("path-parameter-missing", place, { method, path, name });
    const schema = { kind: "scalar", type: "string", place } as const;
    return { name, in: "path", required: true, schema, style: "simple", explode: false, place };
  });
  return [...missing, ...fitting];
}

function readCallbacks(route: Route, context: OpenApiContext, links: LinkReader, depth: number): Callback[] {
  const { session } = context;
  const cursor = childOf(route.operation, "callbacks");
  if (!isObjectCursor(cursor)) return [];
  return entriesOf(cursor)
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([name, item]) =>
      findRoutes(session.resolver.deref(item), session).map((found) => {
        const declared = found.operation.value.operationId;
        const id = typeof declared === "string" ? declared : deriveOperationId(found.method, `${route.id}/${name}`);
        const callback = readOperation({ ...found, id }, context, links, depth + 1);
        return { name, expression: found.path, operation: callback };
      }),
    );
}
