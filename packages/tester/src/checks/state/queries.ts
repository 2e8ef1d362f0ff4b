import { isDeepStrictEqual } from "node:util";
import type { Json } from "@parlance/contract";
import { filtersOf, orderOf } from "../../plan/queries.js";
import { isObject } from "../../values/json-kinds.js";
import { pageItems } from "../../run/paging.js";
import { successOf, type Trace } from "../../run/trace.js";
import { pointerTo } from "../../values/pointer.js";
import { type Answered, isAnswered } from "../check.js";
import type { StateCheck, StateFailure } from "./state-check.js";

const orderHonoured: StateCheck = {
  id: "order-honoured",
  title: "A list is in the order that is asked for",
  source: "docs/testing.md, State",
  look(trace, schemas) {
    const list = listOf(trace);
    const order = list === undefined ? undefined : orderOf(list.operation, schemas);
    if (order === undefined) return [];
    const [one, other] = order.values.map((value) => successOf(trace, `${order.parameter}=${String(value)}`));
    if (one === undefined || other === undefined) return [];
    const [items, turned] = [pageItems(one), pageItems(other)];
    if (!isDeepStrictEqual(items, turned) || !isInOrderOfTime(items)) return [];
    return [{ exchange: other, message: `The list is the same whichever ${order.parameter} is asked for.` }];
  },
};

const filterHonoured: StateCheck = {
  id: "filter-honoured",
  title: "A list shows only what is asked for",
  source: "docs/testing.md, State",
  look(trace, schemas) {
    const list = listOf(trace);
    const filters = list === undefined ? [] : filtersOf(list.operation, schemas);
    return filters.flatMap(({ parameter, values }): readonly StateFailure[] =>
      values.flatMap((value) => {
        const exchange = successOf(trace, `${parameter}=${String(value)}`);
        const other =
          exchange === undefined ? undefined : pageItems(exchange).find((item) => isOther(item, parameter, value));
        if (exchange === undefined || !isObject(other)) return [];
        const message = `Only items whose ${parameter} is ${JSON.stringify(value)} were asked for, but one has ${JSON.stringify(other[parameter])}.`;
        return [{ exchange, message, pointer: pointerTo(parameter) }];
      }),
    );
  },
};

/** The checks of what is asked of a list. */
export const queryChecks: readonly StateCheck[] = [orderHonoured, filterHonoured];

/** The first read of the list, in sequences that ask something of it. */
function listOf({ sequence, performed }: Trace): Answered | undefined {
  if (sequence.kind !== "queries") return undefined;
  const exchange = performed.flatMap((each) => each.exchanges).find(({ operation }) => operation.method === "GET");
  return exchange !== undefined && isAnswered(exchange) ? exchange : undefined;
}

function isOther(item: Json, name: string, value: Json): boolean {
  const shown = isObject(item) ? item[name] : undefined;
  return shown !== undefined && shown !== null && shown !== value;
}

/** True if the items were created one after the other, and stand so or the other way round: they do not stand as they do by chance. */
function isInOrderOfTime(items: readonly Json[]): boolean {
  const names = isObject(items[0]) ? Object.keys(items[0]) : [];
  return names.some((name) => {
    const times = items.map((item) =>
      isObject(item) && typeof item[name] === "string" ? Date.parse(item[name]) : NaN,
    );
    if (!/creat/iu.test(name) || times.some(Number.isNaN) || times[0] === times.at(-1)) return false;
    const sorted = times.toSorted((one, other) => one - other);
    return isDeepStrictEqual(times, sorted) || isDeepStrictEqual(times, sorted.toReversed());
  });
}
