import type { Operation } from "../../contract/bare-contract.js";
import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";

/**
 * The actions that a patch needs scopes for, by `x-parlance-property-scopes` of its operation: one for each property, or one
 * for each value of a property. Throws if the contract names none for a property, so that a new one is never free for all.
 */
export function propertyScopes(operation: Operation, patch: JsonObject): readonly string[] {
  const table = operation.extensions?.["x-parlance-property-scopes"];
  const actions = Object.entries(patch).map(([property, value]) => {
    const entry: Json | undefined = isJsonObject(table) ? table[property] : undefined;
    const action = isJsonObject(entry) ? entry[String(value)] : entry;
    if (typeof action !== "string") throw new Error(`${operation.id} names no scope for "${property}".`);
    return action;
  });
  return [...new Set(actions)];
}
