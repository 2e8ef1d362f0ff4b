import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { SecurityRequirement, Server } from "../../model/server.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { isList, stringOf } from "../../util/json-values.js";
import { docsOf, extensionsOf } from "../docs.js";
import { readVariables } from "../openapi/read-servers.js";
import { readRequirements } from "../read-security.js";
import type { Session } from "../session.js";
import type { SecurityRegistry } from "./security-registry.js";

/** Servers of an AsyncAPI document by name, and what each demands. */
export interface AsyncServers {
  readonly servers: readonly Server[];
  readonly security: ReadonlyMap<string, readonly SecurityRequirement[]>;
}

/** Reads `servers`: 3.x has host and pathname, 2.x one URL, with or without the scheme. */
export function readAsyncServers(
  cursor: Cursor | undefined,
  schemes: SecurityRegistry,
  session: Session,
): AsyncServers {
  const servers: Server[] = [];
  const security = new Map<string, readonly SecurityRequirement[]>();
  for (const [name, item] of isObjectCursor(cursor) ? entriesOf(cursor) : []) {
    const server = session.resolver.deref(item);
    if (!isObjectCursor(server)) continue;
    const protocol = stringOf(server.value.protocol)?.toLowerCase();
    const url = urlOf(server.value, protocol);
    if (protocol === undefined || url === undefined) {
      session.diagnostics.report("server-unusable", placeOf(server), {});
      continue;
    }
    security.set(name, readSecurity(childOf(server, "security"), schemes, session) ?? []);
    servers.push({
      name,
      url,
      protocol,
      variables: readVariables(childOf(server, "variables"), session),
      ...defined({ docs: docsOf(server, session.resolver), extensions: extensionsOf(server.value) }),
      place: placeOf(server),
    });
  }
  return { servers: servers.sort((a, b) => compare(a.name ?? "", b.name ?? "")), security };
}

function urlOf({ host, pathname, url }: JsonObject, protocol: string | undefined): string | undefined {
  const rest = typeof host === "string" ? `${host}${slashed(stringOf(pathname) ?? "")}` : stringOf(url);
  if (rest === undefined || rest === "") return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(rest) ? rest : `${protocol ?? ""}://${rest}`;
}

function slashed(path: string): string {
  return path === "" || path.startsWith("/") ? path : `/${path}`;
}

/** AsyncAPI 3 lists references to schemes, or schemes; 2.x lists requirements like OpenAPI. */
export function readSecurity(
  list: Cursor | undefined,
  schemes: SecurityRegistry,
  session: Session,
): readonly SecurityRequirement[] | undefined {
  if (!isListCursor(list)) return undefined;
  const requirements: SecurityRequirement[] = [];
  for (const item of itemsOf(list)) {
    if (!isObjectCursor(item)) continue;
    if (!Object.hasOwn(item.value, "$ref") && !Object.hasOwn(item.value, "type")) {
      const single = { ...item, value: [item.value] };
      requirements.push(...(readRequirements(single, schemes.names, session) ?? []));
      continue;
    }
    const scheme = session.resolver.deref(item);
    if (!isObjectCursor(scheme)) continue;
    const target = Object.hasOwn(item.value, "$ref") ? session.resolver.target(item)?.tokens.at(-1) : undefined;
    const name = target !== undefined && schemes.names.has(target) ? target : schemes.inline(scheme);
    const { scopes } = scheme.value;
    requirements.push({ [name]: isList(scopes) ? scopes.map(String) : [] });
  }
  return requirements;
}
