import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import { isList, stringOf } from "../../util/json-values.js";
import type { Session } from "../session.js";
import { type MediaDefaults, mediaTypes } from "./media-defaults.js";
import { Upgrade } from "./upgrade.js";
import { upgradeOperation } from "./upgrade-swagger-operation.js";
import { upgradeSecurity } from "./upgrade-swagger-security.js";

/**
 * A Swagger 2.0 document in the shape of OpenAPI 3, for the one reader. Schemas stay as they are, so that references to
 * `#/definitions/…` and all places remain the author's.
 */
export function upgradeSwagger(root: Cursor<JsonObject>, session: Session): Cursor<JsonObject> {
  const upgrade = new Upgrade(session);
  const media = { consumes: mediaTypes(root.value.consumes), produces: mediaTypes(root.value.produces) };
  const paths: Record<string, Json> = {};
  const written = childOf(root, "paths");
  for (const [path, entry] of isObjectCursor(written) ? entriesOf(written) : []) {
    const item = upgrade.deref(entry);
    if (item !== undefined) paths[path] = upgradePathItem(item, media, upgrade);
  }
  const { info = {}, tags = [], security, externalDocs } = root.value;
  const value = {
    ...Object.fromEntries(Object.entries(root.value).filter(([key]) => key.startsWith("x-"))),
    info,
    tags,
    ...(security !== undefined && { security }),
    ...(externalDocs !== undefined && { externalDocs }),
    servers: serversOf(root.value).map((url) => upgrade.make(root, { url })),
    paths: upgrade.make(root, paths),
    components: { securitySchemes: upgradeSecurity(childOf(root, "securityDefinitions"), upgrade) },
  };
  return { ...root, value: upgrade.make(root, value) };
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);

function upgradePathItem(item: Cursor<JsonObject>, media: MediaDefaults, upgrade: Upgrade): JsonObject {
  const shared = childOf(item, "parameters");
  const common = isListCursor(shared) ? itemsOf(shared) : [];
  const operations = entriesOf(item).flatMap(([method, operation]) =>
    methods.has(method) && isObjectCursor(operation)
      ? [[method, upgradeOperation(operation, { common, media, upgrade })] as const]
      : [],
  );
  return upgrade.make(item, Object.fromEntries(operations));
}

function serversOf({ schemes, host, basePath }: JsonObject): string[] {
  const path = stringOf(basePath)?.replace(/\/+$/, "") ?? "";
  if (typeof host !== "string") return path === "" ? [] : [path];
  const protocols = isList(schemes) && schemes.length > 0 ? schemes.map(String) : ["https"];
  return protocols.map((protocol) => `${protocol}://${host}${path}`);
}
