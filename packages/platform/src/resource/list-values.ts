import { matchFilter } from "../filter/match-filter.js";
import { parseFilter } from "../filter/parse-filter.js";
import type { Call } from "../handler.js";
import { filterLimits } from "../http/admit.js";
import type { JsonObject } from "../json/json.js";
import { readCursor, writeCursor } from "./cursor.js";
import { listName, type PageAnswer } from "./list.js";

/** A value of a list that is held in memory. */
export interface ListedValue<Shown extends JsonObject = JsonObject> {
  readonly id: string;
  /** What the list is ordered by, such as when it began; the id decides between equal ones. */
  readonly position: number;
  readonly value: Shown;
}

/**
 * `listResource` for values that are in memory: one page, newest first unless `order` says otherwise. `subject` is what the
 * grants are about, such as the channel of members; left out, each value itself.
 */
export function listValues<Shown extends JsonObject>(
  call: Call,
  values: readonly ListedValue<Shown>[],
  subject?: JsonObject,
): PageAnswer<Shown> {
  const { cursor, filter, order } = call.query;
  const limit = Number(call.query["limit"]);
  const selected = filter === undefined ? undefined : parseFilter(filter, filterLimits(call));
  const direction = order === "asc" ? 1 : -1;
  const after = typeof cursor === "string" ? String(readCursor(listName(call), cursor)) : undefined;
  const rest = values
    .filter(
      ({ value }) => call.access.allows(subject ?? value) && (selected === undefined || matchFilter(selected, value)),
    )
    .map((entry) => ({ ...entry, key: keyOf(entry) }))
    .filter(({ key }) => after === undefined || compare(key, after) * direction > 0)
    .toSorted((a, b) => compare(a.key, b.key) * direction);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rest.length > limit && last !== undefined ? writeCursor(listName(call), last.key) : null;
  return {
    status: 200,
    body: { items: items.map(({ value }) => call.access.show(value, subject ?? value)), nextCursor },
  };
}

function keyOf({ position, id }: ListedValue): string {
  return `${String(position).padStart(16, "0")}:${id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
