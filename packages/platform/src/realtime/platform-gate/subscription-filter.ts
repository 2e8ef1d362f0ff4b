import type { Filter } from "../../filter/filter.js";
import { parseFilter, type FilterLimits } from "../../filter/parse-filter.js";
import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";

/** The filters of a watch: one for each kind of resource; undefined = all of that kind. */
export interface WatchFilters {
  readonly tunnels: JsonObject | undefined;
  readonly clients: JsonObject | undefined;
}

/** Levels that are put around the filters of a watch. */
const wrapping = 3;

/** Reads the filter of a subscription. Throws `invalid_filter`. */
export function readSubscriptionFilter(channel: string, filter: JsonObject, limits: FilterLimits): Filter {
  const watched = watchFilters(channel, filter);
  if (watched === undefined) return parseFilter(filter, limits);
  const { tunnels, clients } = watched;
  for (const own of [tunnels, clients]) if (own !== undefined) parseFilter(own, limits);
  const either = [about("tunnel.", tunnels), about("client.", clients)];
  return parseFilter({ or: either }, { bytes: limits.bytes * wrapping, depth: limits.depth + wrapping });
}

/** The filters of a watch, if this is one. */
export function watchFilters(channel: string, filter: JsonObject | undefined): WatchFilters | undefined {
  if (!channel.startsWith("watch:")) return undefined;
  const own = (name: string): JsonObject | undefined => {
    const value = filter?.[name];
    return isJsonObject(value) ? value : undefined;
  };
  const watched = { tunnels: own("tunnels"), clients: own("clients") };
  return watched.tunnels === undefined && watched.clients === undefined ? undefined : watched;
}

/** Events of one kind, about resources that a filter selects. */
function about(prefix: string, filter: JsonObject | undefined): JsonObject {
  const kind = { type: { prefix } };
  return filter === undefined ? kind : { and: [kind, inData(filter)] };
}

/** The same filter on the `data` of an event. */
function inData(filter: JsonObject): JsonObject {
  const moved = Object.entries(filter).map(([key, value]): readonly [string, Json] => {
    if (key === "not") return [key, isJsonObject(value) ? inData(value) : value];
    if (key === "and" || key === "or") return [key, membersInData(value)];
    return [`data.${key}`, value];
  });
  return Object.fromEntries(moved);
}

function membersInData(value: Json): Json {
  return Array.isArray(value) ? value.map((member: Json) => (isJsonObject(member) ? inData(member) : member)) : value;
}
