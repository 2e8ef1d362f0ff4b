import type { Json, Operation } from "@parlance/contract";
import type { SequenceKind } from "../../plan/sequence.js";
import { isObject } from "../../values/json-kinds.js";
import { isSuccess } from "../../run/exchange.js";
import { limitOf } from "../../run/paging.js";
import {
  bodyOf,
  idFrom,
  identify,
  identityMember,
  itemsRead,
  type Performed,
  performedOf,
  successOf,
  type Trace,
} from "../../run/trace.js";
import type { Answered } from "../check.js";
import { isOver, mayHaveEnded } from "./life.js";
import type { StateCheck, StateFailure } from "./state-check.js";

const listedOnce: StateCheck = {
  id: "listed-once",
  title: "What was created is listed exactly once",
  source: "docs/testing.md, State",
  look(trace) {
    const told = idFrom(trace, "create");
    if (!isOver(trace) || told === undefined) return [];
    const listed = expectedOnce(trace, "list", told.id);
    if (listed === undefined || listed.found.length === 1) return [];
    const { exchange, found, ended } = listed;
    if (found.length > 1) return [{ exchange, message: `What was created is listed ${found.length} times.` }];
    // A list that leaves out something by default may leave out this.
    if (!ended || !told.sure || mayHaveEnded(trace) || mayLeaveOut(exchange.operation)) return [];
    return [{ exchange, message: "What was created is not listed." }];
  },
};

const otherTenantsUnlisted: StateCheck = {
  id: "tenant-unlisted",
  title: "What one tenant created is in no other's list",
  source: "OWASP API Security Top 10 2023, API1",
  look(trace) {
    const told = idFrom(trace, "create");
    const created = successOf(trace, "create");
    if (trace.sequence.kind !== "tenants" || told === undefined || created === undefined) return [];
    // A name that the caller chose may be the other tenant's own.
    if (`${created.request.target}${created.request.body ?? ""}`.includes(String(told.id))) return [];
    return ["list of another", "list of another from here"].flatMap((name): readonly StateFailure[] => {
      const listed = expectedOnce(trace, name, told.id);
      if (listed === undefined || listed.found.length === 0) return [];
      return [{ exchange: listed.exchange, message: "The list of another tenant shows what this one created." }];
    });
  },
};

/** Sequences in which a creation may be refused: one that must be, and one that is allowed. */
const leavesNothing: ReadonlySet<SequenceKind> = new Set(["refusal", "growth"]);

const refusedLeavesNothing: StateCheck = {
  id: "refused-leaves-nothing",
  title: "A creation that is refused leaves nothing",
  source: "RFC 9110, section 15.5",
  look(trace) {
    const [before, after] = [performedOf(trace, "list"), performedOf(trace, "list after")];
    const [create] = performedOf(trace, "create")?.exchanges ?? [];
    if (!leavesNothing.has(trace.sequence.kind) || before?.end !== "reached" || after === undefined) return [];
    if (create?.outcome.kind !== "answer" || create.outcome.status < 400 || create.outcome.status > 499) return [];
    const sent = create.case.body?.kind === "value" ? create.case.body.value : undefined;
    const known = new Set(itemsRead(before).map(sameText));
    const left = itemsRead(after).filter((item) => !known.has(sameText(item)) && resembles(item, sent));
    const exchange = shownPage(after);
    if (left.length === 0 || exchange === undefined) return [];
    return [{ exchange, message: `${create.operation.id} was refused, but what it sent is listed.` }];
  },
};

/** The checks of what is listed. */
export const listChecks: readonly StateCheck[] = [listedOnce, otherTenantsUnlisted, refusedLeavesNothing];

/** Where in a list the thing of that id is. Undefined: the list was not answered, or its items cannot be told apart. */
export function expectedOnce(
  trace: Trace,
  name: string,
  id: Json,
): { readonly exchange: Answered; readonly found: readonly Json[]; readonly ended: boolean } | undefined {
  const performed = performedOf(trace, name);
  const member = identityMember(bodyOf(trace, "create") ?? bodyOf(trace, "read"), id);
  const exchange = performed === undefined ? undefined : shownPage(performed);
  if (performed === undefined || exchange === undefined || member === undefined) return undefined;
  const items = itemsRead(performed);
  if (items.some((item) => identify(item, member) === undefined)) return undefined;
  const found = items.filter((item) => identify(item, member) === String(id));
  return { exchange, found, ended: performed.end === "reached" };
}

/** The last page that was answered with success. */
export function shownPage({ exchanges }: Performed): Answered | undefined {
  return exchanges.findLast((each): each is Answered => isSuccess(each));
}

function mayLeaveOut(list: Operation): boolean {
  const limit = limitOf(list);
  return list.parameters.some(
    ({ in: place, name, required, schema }) =>
      place === "query" &&
      name !== limit?.name &&
      (required || (schema.default !== undefined && !/order|sort|dir/iu.test(name))),
  );
}

function sameText(item: Json): string {
  return JSON.stringify(isObject(item) && item["id"] !== undefined ? item["id"] : item);
}

/** True if an item has what was sent: each member that both have, and at least one text or number among them. */
function resembles(item: Json, sent: Json | undefined): boolean {
  if (!isObject(item) || !isObject(sent)) return false;
  const common = Object.keys(sent).filter((name) => item[name] !== undefined);
  return (
    common.every((name) => JSON.stringify(item[name]) === JSON.stringify(sent[name])) &&
    common.some((name) => typeof sent[name] === "string" || typeof sent[name] === "number")
  );
}
