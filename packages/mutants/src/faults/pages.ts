import type { Json, JsonObject } from "@parlance/contract";
import { editBody, isObject } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";
import { handled, onAnswer, stateFault } from "./state-fault.ts";

/** Faults of how lists are cut into pages, ordered and filtered. */
export const pageFaults: readonly Fault[] = [
  { ...stateFault("page-repeats", "A page begins with the end of the one before", "clients"), apply: pageRepeats },
  {
    ...stateFault("page-skips", "A page leaves out its first item", "clients"),
    apply: onPage((items) => void items.shift()),
  },
  handled("page-endless", "The last page says that it follows itself", "clients.list", async (call, proceed) => {
    const answer = await proceed();
    const { cursor } = call.query;
    if (cursor === undefined || !isObject(answer.body) || answer.body["nextCursor"] !== null) return answer;
    return { ...answer, body: { ...answer.body, nextCursor: cursor } };
  }),
  {
    ...stateFault("page-ends", "The first page says that it is the last", "clients"),
    apply: onAnswer("clients.list", (answer) => editBody(answer, (body) => (body["nextCursor"] = null))),
  },
  handled("limit-ignored", "A page is as long as it likes", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, limit: 100 } }),
  ),
  handled("limit-one-more", "A page has one item too many", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, limit: Number(call.query["limit"]) + 1 } }),
  ),
  handled("order-ignored", "A list has one order only", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, order: "desc" } }),
  ),
  handled("query-ignored", "A list shows every status, whichever is asked for", "clients.list", (call, proceed) => {
    const { status: _status, ...query } = call.query;
    return proceed({ query });
  }),
];

/** Changes the items of every page of clients but the first. */
function onPage(change: (items: Record<string, Json>[]) => void): () => Hooks {
  return () => ({
    around: async (operation, call, proceed) => {
      const answer = await proceed();
      if (operation !== "clients.list" || call.query["cursor"] === undefined || !isObject(answer.body)) return answer;
      const items = [...(answer.body["items"] as JsonObject[])];
      change(items);
      return { ...answer, body: { ...answer.body, items } };
    },
  });
}

function pageRepeats(): Hooks {
  const lasts = new Map<string, JsonObject>();
  return {
    around: async (operation, call, proceed) => {
      const answer = await proceed();
      if (operation !== "clients.list" || !isObject(answer.body)) return answer;
      const items = answer.body["items"] as readonly JsonObject[];
      const last = items.at(-1);
      if (last !== undefined) lasts.set(String(answer.body["nextCursor"]), last);
      const before = lasts.get(String(call.query["cursor"]));
      return before === undefined ? answer : { ...answer, body: { ...answer.body, items: [before, ...items] } };
    },
  };
}
