import { childOf, type Cursor, entriesOf, isObjectCursor } from "../../load/cursor.js";
import { pointerOf } from "../../load/pointer.js";
import type { JsonObject } from "../../model/json.js";
import type { Operation, Webhook } from "../../model/operation.js";
import { defined } from "../../util/defined.js";
import { extensionsOf } from "../docs.js";
import type { Draft } from "../draft.js";
import { checkMembers } from "../member.js";
import { readInfo, readTags } from "../read-info.js";
import { readRequirements, readSecuritySchemes } from "../read-security.js";
import type { Session } from "../session.js";
import type { OpenApiContext } from "./openapi-context.js";
import { LinkReader } from "./read-links.js";
import { readOperation } from "./read-operation.js";
import { readServers } from "./read-servers.js";
import { reportMediaTypes } from "./report-media-types.js";
import { findRoutes, identify } from "./routes.js";
import { splitStream } from "./split-stream.js";
import { upgradeSwagger } from "./upgrade-swagger.js";

/** Reads an OpenAPI document of any supported version. `written` collects, per operation id, the operation as it stands in the document. */
export function readOpenApi(
  document: Cursor<JsonObject>,
  session: Session,
  written: Map<string, Cursor<JsonObject>>,
): Draft {
  checkMembers(document, documentMembers, session, "structure-invalid");
  declareSchemas(document, session);
  const root = Object.hasOwn(document.value, "swagger") ? upgradeSwagger(document, session) : document;
  const components = childOf(root, "components");
  const security = readSecuritySchemes(
    isObjectCursor(components) ? childOf(components, "securitySchemes") : undefined,
    session,
  );
  const schemes = new Set(security.map(({ name }) => name));
  const requirement = readRequirements(childOf(root, "security"), schemes, session) ?? [];
  const context: OpenApiContext = { session, root, schemes, security: requirement };
  return {
    info: readInfo(root, session),
    tags: readTags(childOf(root, "tags"), session),
    servers: readServers(root, session) ?? [],
    security,
    ...readRoutes(context, written),
    channels: [],
    messages: [],
    ...defined({ extensions: extensionsOf(root.value) }),
  };
}

const documentMembers = {
  info: "object",
  paths: "object",
  webhooks: "object",
  components: "object",
  definitions: "object",
  servers: "list",
  tags: "list",
  security: "list",
} as const;

/** Names the schemas of `components/schemas`, or of Swagger's `definitions`, whether they are used or not. */
function declareSchemas(document: Cursor<JsonObject>, session: Session): void {
  const path = Object.hasOwn(document.value, "swagger") ? ["definitions"] : ["components", "schemas"];
  let schemas: Cursor | undefined = document;
  for (const token of path) schemas = isObjectCursor(schemas) ? childOf(schemas, token) : undefined;
  if (!isObjectCursor(schemas)) return;
  for (const [name, cursor] of entriesOf(schemas)) {
    const tokens = [...path, name];
    session.schemas.declare({ cursor, tokens, key: `${cursor.file.absolute}#${pointerOf(tokens)}` });
  }
}

function readRoutes(
  context: OpenApiContext,
  written: Map<string, Cursor<JsonObject>>,
): { readonly operations: readonly Operation[]; readonly webhooks: readonly Webhook[] } {
  const { session, root } = context;
  const taken = new Map<string, Cursor>(written);
  const routes = identify(findRoutes(childOf(root, "paths"), session), taken, session);
  const hooks = childOf(root, "webhooks") ?? childOf(root, "x-webhooks");
  const calls = identify(findRoutes(hooks, session), taken, session);
  const byRoute = new Map(routes.map(({ id, method, path }) => [`${method} ${path}`, id]));
  const links = new LinkReader(session, { ids: new Set(taken.keys()), byRoute });
  const operations = routes.flatMap((route) => {
    const operation = readOperation(route, context, links);
    const split = splitStream(operation, route.operation, { taken, session });
    reportMediaTypes(operation, session);
    for (const { id } of split) written.set(id, route.operation);
    return split;
  });
  const webhooks = calls.map((route) => {
    written.set(route.id, route.operation);
    return { name: route.path, operation: { ...readOperation(route, context, links), path: "" } };
  });
  return { operations, webhooks };
}
