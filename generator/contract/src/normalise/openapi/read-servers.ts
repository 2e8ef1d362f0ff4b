import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Server, ServerVariable } from "../../model/server.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { isList, stringOf } from "../../util/json-values.js";
import { docsOf, extensionsOf } from "../docs.js";
import type { Session } from "../session.js";

/** Reads `servers` of a document, a path or an operation; undefined if there is no such list. */
export function readServers(parent: Cursor<JsonObject>, session: Session): Server[] | undefined {
  const list = childOf(parent, "servers");
  if (!isListCursor(list)) return undefined;
  const servers: Server[] = [];
  for (const item of itemsOf(list)) {
    const url = isObjectCursor(item) ? stringOf(item.value.url) : undefined;
    if (!isObjectCursor(item) || url === undefined) {
      session.diagnostics.report("server-unusable", placeOf(item), {});
      continue;
    }
    const variables = readVariables(childOf(item, "variables"), session);
    servers.push({
      url,
      protocol: protocolOf(url, variables),
      variables,
      ...defined({ docs: docsOf(item, session.resolver), extensions: extensionsOf(item.value) }),
      place: placeOf(item),
    });
  }
  return servers;
}

/** Scheme of a URL in lower case; a relative URL is served where the document is: by `https`. */
function protocolOf(url: string, variables: readonly ServerVariable[]): string {
  const filled = variables.reduce((text, { name, default: value }) => text.replaceAll(`{${name}}`, value), url);
  return /^([a-z][a-z0-9+.-]*):/i.exec(filled)?.[1]?.toLowerCase() ?? "https";
}

/** Variables of a URL template, sorted by name. */
export function readVariables(cursor: Cursor | undefined, session: Session): ServerVariable[] {
  if (!isObjectCursor(cursor)) return [];
  const variables: ServerVariable[] = [];
  for (const [name, item] of entriesOf(cursor)) {
    const variable = session.resolver.deref(item);
    if (!isObjectCursor(variable)) continue;
    const { value } = variable;
    const values = isList(value.enum) ? value.enum.map(String) : undefined;
    variables.push({
      name,
      default: value.default === undefined ? (values?.[0] ?? "") : String(value.default),
      ...defined({ values, docs: docsOf(variable, session.resolver) }),
    });
  }
  return variables.sort((a, b) => compare(a.name, b.name));
}
