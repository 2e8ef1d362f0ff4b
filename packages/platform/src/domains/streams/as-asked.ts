import type { Call } from "../../handler.js";
import type { Json, JsonObject } from "../../json/json.js";

/** Whether a resource is as the operation's own query parameters say: each is named like the member it compares. */
export function asAsked({ query }: Call): (resource: JsonObject) => boolean {
  const { limit: _limit, cursor: _cursor, filter: _filter, order: _order, ...asked } = query;
  const wanted = Object.entries(asked).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return (resource) => wanted.every(([member, value]) => resource[member] === value);
}
