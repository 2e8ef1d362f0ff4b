import { isDeepStrictEqual } from "node:util";
import type { Json } from "@parlance/contract";
import { isSuccess } from "../../run/exchange.js";
import { isObject } from "../../values/json-kinds.js";
import { answerOf, bodyOf, idFrom, successOf } from "../../run/trace.js";
import { expectedOnce } from "./lists.js";
import { isOver } from "./life.js";
import type { StateCheck } from "./state-check.js";

const deletedIsGone: StateCheck = {
  id: "deleted-is-gone",
  title: "What was deleted can no longer be read",
  source: "RFC 9110, section 9.3.5",
  look(trace) {
    const [removed, read] = [successOf(trace, "delete"), successOf(trace, "read deleted")];
    if (!isOver(trace) || removed === undefined || removed.outcome.status === 202 || read === undefined) return [];
    // A server may keep what was deleted and say so: then something in it has changed.
    if (!isUnchanged(bodyOf(trace, "last read"), bodyOf(trace, "read deleted"))) return [];
    return [{ exchange: read, message: `What was deleted is answered with ${read.outcome.status}, as it was before.` }];
  },
};

const deletedIsUnlisted: StateCheck = {
  id: "deleted-is-unlisted",
  title: "What was deleted is no longer listed",
  source: "RFC 9110, section 9.3.5",
  look(trace) {
    const removed = successOf(trace, "delete");
    const [told, read] = [idFrom(trace, "create"), answerOf(trace, "read deleted")];
    if (!isOver(trace) || told === undefined || removed === undefined || removed.outcome.status === 202) return [];
    // Where it can still be read, it was not ended but marked, and may be listed so.
    if (read !== undefined && read.outcome.status !== 404 && read.outcome.status !== 410) return [];
    const [before, after] = [bodyOf(trace, "last read"), expectedOnce(trace, "list without", told.id)];
    const [listed] = after?.found ?? [];
    if (after === undefined || listed === undefined || !isUnchanged(common(before, listed), common(listed, before)))
      return [];
    return [{ exchange: after.exchange, message: "What was deleted is still listed, as it was before." }];
  },
};

const deletedOnce: StateCheck = {
  id: "deleted-once",
  title: "To delete what is gone is answered with 404, 410 or success",
  source: "RFC 9110, section 9.3.5",
  look(trace) {
    const [removed, again] = [successOf(trace, "delete"), answerOf(trace, "delete again")];
    if (!isOver(trace) || removed === undefined || again === undefined) return [];
    const { status } = again.outcome;
    if (isSuccess(again) || [403, 404, 409, 410, 412, 429, 501, 503].includes(status)) return [];
    return [{ exchange: again, message: `The second deletion is answered with ${status}.` }];
  },
};

/** The checks of what was deleted. */
export const endChecks: readonly StateCheck[] = [deletedIsGone, deletedIsUnlisted, deletedOnce];

/** Members that change by themselves. */
const volatile = /updated|modified|accessed|seen|version|revision|etag|now/iu;

function isUnchanged(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return isDeepStrictEqual(lasting(before), lasting(after));
}

/** The members of one that the other has too: a list may show less than a read. */
function common(value: Json | undefined, other: Json | undefined): Json | undefined {
  if (!isObject(value) || !isObject(other)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([name]) => other[name] !== undefined));
}

function lasting(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !volatile.test(name)));
}
