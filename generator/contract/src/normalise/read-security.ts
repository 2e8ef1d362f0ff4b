import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor, itemsOf, placeOf } from "../load/cursor.js";
import type { JsonObject } from "../model/json.js";
import type { OAuthFlow, SecurityRequirement, SecurityScheme } from "../model/server.js";
import { compare } from "../util/compare.js";
import { defined } from "../util/defined.js";
import { isList, isObject, stringOf } from "../util/json-values.js";
import { docsOf, extensionsOf } from "./docs.js";
import type { Session } from "./session.js";

/** Reads `components/securitySchemes`, sorted by name. */
export function readSecuritySchemes(cursor: Cursor | undefined, session: Session): SecurityScheme[] {
  if (!isObjectCursor(cursor)) return [];
  const schemes: SecurityScheme[] = [];
  for (const [name, item] of entriesOf(cursor)) {
    const scheme = session.resolver.deref(item);
    if (isObjectCursor(scheme)) schemes.push(readScheme(name, scheme, session));
  }
  return schemes.sort((a, b) => compare(a.name, b.name));
}

/** Reads one security scheme; kinds that HTTP and WebSocket SDKs cannot apply are kept as `other`. */
export function readScheme(name: string, cursor: Cursor<JsonObject>, session: Session): SecurityScheme {
  const { value } = cursor;
  const base = {
    name,
    place: placeOf(cursor),
    ...defined({ docs: docsOf(cursor, session.resolver), extensions: extensionsOf(value) }),
  };
  switch (value.type) {
    case "apiKey":
    case "httpApiKey":
      if (typeof value.name === "string" && (value.in === "query" || value.in === "header" || value.in === "cookie"))
        return { ...base, type: "apiKey", in: value.in, parameter: value.name };
      break;
    case "http":
      return {
        ...base,
        type: "http",
        scheme: (stringOf(value.scheme) ?? "bearer").toLowerCase(),
        ...defined({ bearerFormat: stringOf(value.bearerFormat) }),
      };
    case "oauth2":
      return { ...base, type: "oauth2", flows: readFlows(childOf(cursor, "flows")) };
    case "openIdConnect":
      return { ...base, type: "openIdConnect", url: stringOf(value.openIdConnectUrl) ?? "" };
    case "mutualTLS":
      return { ...base, type: "mutualTLS" };
  }
  return { ...base, type: "other", kind: stringOf(value.type) ?? "unknown" };
}

const flowNames = ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"] as const;

function readFlows(cursor: Cursor | undefined): OAuthFlow[] {
  if (!isObjectCursor(cursor)) return [];
  return flowNames.flatMap((flow) => {
    const value = cursor.value[flow];
    if (!isObject(value)) return [];
    const urls = defined({
      authorizationUrl: stringOf(value.authorizationUrl),
      tokenUrl: stringOf(value.tokenUrl),
      refreshUrl: stringOf(value.refreshUrl),
    });
    return [{ flow, ...urls, scopes: readScopes(value.scopes ?? value.availableScopes) }];
  });
}

function readScopes(scopes: JsonObject[string] | undefined): Record<string, string> {
  if (!isObject(scopes)) return {};
  return Object.fromEntries(Object.entries(scopes).map(([scope, text]) => [scope, stringOf(text) ?? ""]));
}

/**
 * Reads a list of security requirements, leaving out schemes that are not declared. An empty requirement among others
 * stays: credentials are optional there. Undefined if there is no such list.
 */
export function readRequirements(
  list: Cursor | undefined,
  known: ReadonlySet<string>,
  session: Session,
): SecurityRequirement[] | undefined {
  if (!isListCursor(list)) return undefined;
  return itemsOf(list).flatMap((item) => {
    if (!isObjectCursor(item)) return [];
    const entries = Object.entries(item.value).filter(([name]) => {
      if (known.has(name)) return true;
      session.diagnostics.report("security-unknown", placeOf(item), { name });
      return false;
    });
    if (entries.length === 0 && Object.keys(item.value).length > 0) return [];
    return [Object.fromEntries(entries.map(([name, scopes]) => [name, isList(scopes) ? scopes.map(String) : []]))];
  });
}
