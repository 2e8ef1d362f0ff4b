import type { Filter } from "../filter/filter.js";
import { matchFilter } from "../filter/match-filter.js";
import { parseFilter } from "../filter/parse-filter.js";
import type { Call } from "../handler.js";
import { filterLimits } from "../http/admit.js";
import type { Json, JsonObject } from "../json/json.js";
import type { ListQuery, StoredRecord } from "../store/store.js";
import { readCursor, writeCursor, type CursorPosition } from "./cursor.js";
import type { Resource } from "./resource.js";

/** A page looks at no more records than this; a narrow filter then gives a short page with a cursor. */
const maxScanned = 2000;
const chunk = 200;

/** Which records of a kind a list holds, and in which order. */
export interface ListOptions<Shown extends JsonObject = JsonObject> {
  /** Only children of this record. */
  readonly parent?: string;
  /** Default `sequence`: order of creation. */
  readonly by?: "sequence" | "key";
  /** With `by: "key"`: only keys that begin so. */
  readonly prefix?: string;
  /** What else a record must be; the operation's own parameters. */
  readonly where?: (resource: Shown) => boolean;
  /** Left out = the parameter `order`, else newest first. */
  readonly order?: "asc" | "desc";
  /** Completes a resource with what other records hold. Left out = as the resource presents itself. */
  readonly complete?: (resource: Shown) => Promise<Shown>;
  /** What the grants are about, such as the topic of an event; nothing hides the resource. Left out = the resource itself. */
  readonly subject?: (resource: Shown) => Promise<JsonObject | undefined>;
}

/** One page of a list. */
export interface PageAnswer<Shown extends JsonObject> {
  readonly status: 200;
  readonly body: { readonly items: readonly Shown[]; readonly nextCursor: string | null };
}

/** Answers with one page: the records of the project that the caller's grants, `filter` and `where` select. */
export async function listResource<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  options: ListOptions<Shown> = {},
): Promise<PageAnswer<Shown>> {
  const list = listName(call);
  const { cursor, filter, limit } = call.query;
  const selected = filter === undefined ? undefined : parseFilter(filter, filterLimits(call));
  const page = await collect(call, resource, {
    query: {
      ...(options.parent !== undefined && { parent: options.parent }),
      ...(options.prefix !== undefined && { prefix: options.prefix }),
      by: options.by ?? "sequence",
      order: options.order ?? (call.query["order"] === "asc" ? "asc" : "desc"),
    },
    after: typeof cursor === "string" ? readCursor(list, cursor) : undefined,
    limit: Number(limit),
    view: (shown) => viewOf(call, shown, { ...options, filter: selected }),
  });
  const nextCursor = page.next === undefined ? null : writeCursor(list, page.next);
  return { status: 200, body: { items: page.items, nextCursor } };
}

interface Collect<Shown extends JsonObject> {
  readonly query: Omit<ListQuery, "after" | "limit">;
  readonly after: CursorPosition | undefined;
  readonly limit: number;
  /** What the caller sees of a resource; nothing = it is not in the list. */
  readonly view: (resource: Shown) => Promise<Shown | undefined>;
}

async function collect<Data extends object, Shown extends JsonObject>(
  call: Call,
  resource: Resource<Data, Shown>,
  { query, after, limit, view }: Collect<Shown>,
): Promise<{ items: Shown[]; next: CursorPosition | undefined }> {
  const items: Shown[] = [];
  let last = after;
  for (let scanned = 0; scanned < maxScanned;) {
    const records = await call.records.list(resource.kind, {
      ...query,
      ...(last !== undefined && { after: last }),
      limit: chunk,
    });
    for (const record of records) {
      const item = await view(resource.present(record));
      if (item !== undefined) {
        if (items.length === limit) return { items, next: last };
        items.push(item);
      }
      last = positionOf(record, query.by);
    }
    scanned += records.length;
    if (records.length < chunk) return { items, next: undefined };
  }
  return { items, next: last };
}

function positionOf(record: StoredRecord<object>, by: ListQuery["by"]): CursorPosition {
  return by === "key" ? (record.key ?? "") : record.sequence;
}

async function viewOf<Shown extends JsonObject>(
  call: Call,
  presented: Shown,
  { complete, subject, filter, where }: ListOptions<Shown> & { readonly filter: Filter | undefined },
): Promise<Shown | undefined> {
  const resource = complete === undefined ? presented : await complete(presented);
  const about = subject === undefined ? resource : await subject(resource);
  if (about === undefined || !call.access.allows(about)) return undefined;
  if (filter !== undefined && !matchFilter(filter, resource)) return undefined;
  return where === undefined || where(resource) ? call.access.show(resource, about) : undefined;
}

/** What makes two pages parts of the same list: the operation and all parameters but where and how long. */
export function listName(call: Call): string {
  const { cursor: _cursor, limit: _limit, ...query } = call.query;
  const parameters: readonly (readonly [string, Json | undefined])[] = Object.entries({ ...call.path, ...query });
  return JSON.stringify([call.operation.id, parameters.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
