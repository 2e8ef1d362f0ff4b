import { childOf, type Cursor, entriesOf, isObjectCursor, placeOf, placeOfMember } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Method } from "../../model/operation.js";
import { compare } from "../../util/compare.js";
import { stringOf } from "../../util/json-values.js";
import { checkMembers, refuseUnknown } from "../member.js";
import type { Session } from "../session.js";
import { deriveOperationId, freeId } from "./operation-id.js";

/** One method of one path item, with its id. */
export interface Route {
  readonly id: string;
  readonly method: Method;
  /** Path template, or the name of a webhook. */
  readonly path: string;
  readonly item: Cursor<JsonObject>;
  readonly operation: Cursor<JsonObject>;
}

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const satisfies Method[];

/** Members of a path item that hold operations no SDK method exists for: OpenAPI 3.2. */
const unsupported = ["query", "additionalOperations"];

const itemMembers = new Set([
  ...methods.map((method) => method.toLowerCase()),
  ...unsupported,
  "$ref",
  "summary",
  "description",
  "servers",
  "parameters",
]);

/** Finds the operations of a map of path items, by path and method. */
export function findRoutes(cursor: Cursor | undefined, session: Session): Omit<Route, "id">[] {
  if (!isObjectCursor(cursor)) return [];
  const routes: Omit<Route, "id">[] = [];
  for (const [path, entry] of entriesOf(cursor).sort(([a], [b]) => compare(a, b))) {
    if (path.startsWith("x-")) continue;
    checkMembers(cursor, { [path]: "object" }, session);
    const item = session.resolver.deref(entry);
    if (!isObjectCursor(item)) continue;
    refuseUnknown(item, { known: itemMembers, object: "a path item" }, session);
    for (const method of methods) {
      const operation = childOf(item, method.toLowerCase());
      checkMembers(item, { [method.toLowerCase()]: "object" }, session);
      if (isObjectCursor(operation)) routes.push({ method, path, item, operation });
    }
    for (const key of unsupported)
      if (Object.hasOwn(item.value, key))
        session.diagnostics.report("method-unsupported", placeOfMember(item, key), { method: key, path });
  }
  return routes;
}

/** Gives each route its id. Declared ids must be unique; missing ones are derived after them, so they never take one. */
export function identify(routes: readonly Omit<Route, "id">[], taken: Map<string, Cursor>, session: Session): Route[] {
  for (const { operation } of routes) {
    const id = declaredId(operation);
    if (id === undefined) continue;
    const other = taken.get(id);
    if (other === undefined) {
      taken.set(id, operation);
      continue;
    }
    const { file, line } = placeOf(other);
    const place = placeOfMember(operation, "operationId");
    session.diagnostics.report("operation-id-duplicate", place, { id, other: `${file}:${line}` });
  }
  return routes.map((route) => {
    const declared = declaredId(route.operation);
    if (declared !== undefined) return { ...route, id: declared };
    const id = freeId(deriveOperationId(route.method, route.path), new Set(taken.keys()));
    taken.set(id, route.operation);
    const { method, path } = route;
    session.diagnostics.report("operation-id-derived", placeOf(route.operation), { method, path, id });
    return { ...route, id };
  });
}

function declaredId(operation: Cursor<JsonObject>): string | undefined {
  const id = stringOf(operation.value.operationId);
  return id === "" ? undefined : id;
}
