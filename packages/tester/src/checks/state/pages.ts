import { isDeepStrictEqual } from "node:util";
import type { Json } from "@parlance/contract";
import { isSuccess } from "../../run/exchange.js";
import {
  idFrom,
  identify,
  identityMember,
  itemsRead,
  type Performed,
  performedOf,
  bodyOf,
  type Trace,
} from "../../run/trace.js";
import { limitOf, pageItems } from "../../run/paging.js";
import { isAnswered } from "../check.js";
import type { StateCheck, StateFailure } from "./state-check.js";

const source = "docs/testing.md, State";

const pagesPartition: StateCheck = {
  id: "pages-partition",
  title: "Each item is on exactly one page",
  source,
  look(trace) {
    const things = lastingItems(trace);
    const walks = [["pages"], ["first page", "other pages"], ["all again"]];
    return things === undefined ? [] : walks.flatMap((names) => notOnce(trace, names, things));
  },
};

const pagesEnd: StateCheck = {
  id: "pages-end",
  title: "The pages of a list come to an end",
  source,
  look: ({ performed, sequence }) =>
    sequence.kind !== "pages"
      ? []
      : performed.flatMap(({ end, exchanges }) => {
          const exchange = exchanges.at(-1);
          if (end !== "circle" || exchange === undefined || !isAnswered(exchange)) return [];
          return [{ exchange, message: "The next page is one that was read already." }];
        }),
};

const limitHonoured: StateCheck = {
  id: "limit-honoured",
  title: "A page has no more items than its limit",
  source,
  look: ({ performed, sequence }) =>
    sequence.kind !== "pages"
      ? []
      : performed.flatMap(({ exchanges }) =>
          exchanges.flatMap((exchange): readonly StateFailure[] => {
            const name = limitOf(exchange.operation)?.name;
            const limit = exchange.case.parameters.find((each) => each.in === "query" && each.name === name)?.value;
            const count = pageItems(exchange).length;
            if (typeof limit !== "number" || count <= limit || !isAnswered(exchange)) return [];
            return [{ exchange, message: `The page has ${count} items, but ${name} is ${limit}.` }];
          }),
        ),
};

const orderStable: StateCheck = {
  id: "order-stable",
  title: "A list that nobody changed is in the same order each time",
  source,
  look(trace) {
    const things = lastingItems(trace);
    const [all, pages] = [performedOf(trace, "all"), performedOf(trace, "pages")];
    if (things === undefined || all?.end !== "reached" || pages?.end !== "reached") return [];
    const order = (walk: Performed) => itemsRead(walk).flatMap((item) => identify(item, things.member) ?? []);
    const [one, other] = [order(all), order(pages)];
    const exchange = pages.exchanges.at(-1);
    // What is lost or doubled is told by another check.
    if (exchange === undefined || !isAnswered(exchange) || !isDeepStrictEqual(one.toSorted(), other.toSorted()))
      return [];
    if (isDeepStrictEqual(one, other)) return [];
    return [{ exchange, message: "The items came in another order than just before." }];
  },
};

const cursorChecked: StateCheck = {
  id: "cursor-checked",
  title: "A cursor that the server did not issue is refused, or leads nowhere",
  source,
  look(trace) {
    const [first] = performedOf(trace, "first page")?.exchanges ?? [];
    const [forged] = performedOf(trace, "forged cursor")?.exchanges ?? [];
    if (first === undefined || forged === undefined || !isAnswered(forged) || !isSuccess(forged)) return [];
    const shown = pageItems(forged);
    if (shown.length === 0 || !isDeepStrictEqual(shown, pageItems(first))) return [];
    return [{ exchange: forged, message: "A cursor that nobody issued gives the first page, as if there were none." }];
  },
};

/** The checks of how a list is read page by page. */
export const pageChecks: readonly StateCheck[] = [pagesPartition, pagesEnd, limitHonoured, orderStable, cursorChecked];

interface Things {
  readonly member: string;
  readonly ids: readonly string[];
}

/** What was in the list all along: it is the same in its first reading and its last. */
function lastingItems(trace: Trace): Things | undefined {
  const told = idFrom(trace, "create 0");
  const [all, again] = [performedOf(trace, "all"), performedOf(trace, "all again")];
  if (trace.sequence.kind !== "pages" || told === undefined || all?.end !== "reached" || again === undefined)
    return undefined;
  const member = identityMember(bodyOf(trace, "create 0"), told.id);
  const items = itemsRead(all);
  // A list that does not show what was created shows something else: another check tells.
  if (member === undefined || !items.some((item) => identify(item, member) === String(told.id))) return undefined;
  const later = new Set(itemsRead(again).map((item) => JSON.stringify(item)));
  const lasting = items.filter((item) => later.has(JSON.stringify(item)));
  const ids = lasting.flatMap((item) => identify(item, member) ?? []);
  return { member, ids: [...new Set(ids)] };
}

function notOnce(trace: Trace, names: readonly string[], { member, ids }: Things): readonly StateFailure[] {
  const walks = names.map((name) => performedOf(trace, name)).filter((each) => each !== undefined);
  const last = walks.at(-1);
  const exchange = last?.exchanges.at(-1);
  if (walks.length < names.length || last === undefined || exchange === undefined || !isAnswered(exchange)) return [];
  const grew = names.length > 1 ? ", while something was created" : "";
  const counts = countsOf(walks.flatMap(itemsRead), member);
  const doubled = ids.find((id) => (counts.get(id) ?? 0) > 1);
  if (doubled !== undefined) return [{ exchange, message: `An item was on two pages${grew}.` }];
  if (last.end !== "reached" || ids.every((id) => counts.has(id))) return [];
  return [{ exchange, message: `An item of the list was on none of its pages${grew}.` }];
}

function countsOf(items: readonly Json[], member: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const id = identify(item, member);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
