import { type Cursor, entriesOf, isObjectCursor } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Upgrade } from "./upgrade.js";

const flows: Readonly<Record<string, string>> = {
  application: "clientCredentials",
  accessCode: "authorizationCode",
  implicit: "implicit",
  password: "password",
};

/** `securityDefinitions` in the shape of `securitySchemes`. */
export function upgradeSecurity(cursor: Cursor | undefined, upgrade: Upgrade): JsonObject {
  if (!isObjectCursor(cursor)) return {};
  const schemes: Record<string, Json> = {};
  for (const [name, scheme] of entriesOf(cursor))
    if (isObjectCursor(scheme)) schemes[name] = upgrade.make(scheme, upgradeScheme(scheme.value));
  return upgrade.make(cursor, schemes);
}

function upgradeScheme(value: JsonObject): JsonObject {
  if (value.type === "basic") return { ...value, type: "http", scheme: "basic" };
  if (value.type !== "oauth2") return value;
  const { flow, authorizationUrl, tokenUrl, scopes = {}, ...rest } = value;
  const name = flows[String(flow)] ?? "implicit";
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...rest, flows: { [name]: { ...urls, scopes } } };
}
