import { isDeepStrictEqual } from "node:util";
import type { Json } from "@parlance/contract";
import { jsonContent } from "../../plan/planner.js";
import { answerSchema } from "../../plan/resource.js";
import { jsonOf } from "../../run/exchange.js";
import { valueAt } from "../../values/pointer.js";
import { shortened } from "../../values/shortened.js";
import { answerOf, idFrom, successOf, type Trace } from "../../run/trace.js";
import type { Answered } from "../check.js";
import { isOver } from "./life.js";
import { compare, type Comparison, isSame } from "./sameness.js";
import type { Schemas } from "../../values/schemas.js";
import type { StateCheck } from "./state-check.js";

/** Letters of a value that a message shows. */
const longest = 80;

const createdAsSent: StateCheck = {
  id: "created-as-sent",
  title: "What is read is what was sent when it was created",
  source: "RFC 9110, section 9.3.3",
  look(trace, schemas) {
    const [create, read] = [successOf(trace, "create"), successOf(trace, "read")];
    if (create === undefined || !isOver(trace)) return [];
    // Where nothing reads one of them, the answer to its creation shows it.
    const back = read ?? (answerOf(trace, "read") === undefined ? create : undefined);
    if (back === undefined) return [];
    const { same, other } = compared(create, back, schemas);
    // A name that the server gives in place of the one that was sent is its own.
    const [id, got] = [idFrom(trace, "create")?.id, jsonOf(back.outcome)?.value];
    const sent = create.case.body?.kind === "value" ? create.case.body.value : null;
    const lostOnes = other.filter((pointer) => {
      const value = valueAt(got, pointer);
      return (id === undefined || value !== id) && !hasAll(value, valueAt(sent, pointer));
    });
    return [...lostOnes.map((pointer) => lost(create, pointer, back)), ...same.map((pointer) => kept(create, pointer))];
  },
};

const changePersists: StateCheck = {
  id: "change-persists",
  title: "What is read after a change is what the change sent",
  source: "RFC 5789, section 2; RFC 9110, section 9.3.4",
  look(trace, schemas) {
    if (!isOver(trace)) return [];
    return trace.performed.flatMap(({ step: { name } }) => {
      const [change, read] = [successOf(trace, name), successOf(trace, `read ${name.replace(/^change/u, "changed")}`)];
      if (!name.startsWith("change ") || change === undefined || read === undefined) return [];
      if (change.outcome.status === 202) return [];
      const { same, other } = compared(change, read, schemas);
      const before = readBefore(trace, change);
      const after = jsonOf(read.outcome)?.value;
      const changed = same.filter((each) => !isDeepStrictEqual(valueAt(before, each), valueAt(after, each)));
      return [
        ...other.map((pointer) => lost(change, pointer, read)),
        ...changed.map((pointer) => kept(change, pointer)),
      ];
    });
  },
};

/** The checks of whether what was sent is kept. */
export const asSentChecks: readonly StateCheck[] = [createdAsSent, changePersists];

function compared(change: Answered, read: Answered, schemas: Schemas): Comparison {
  const { body } = change.case;
  const content = jsonContent(change.operation);
  if (body?.kind !== "value" || content?.form !== "json") return { same: [], other: [] };
  return compare({
    sent: { value: body.value, schema: content.schema, schemas },
    got: { value: jsonOf(read.outcome)?.value, schema: answerSchema(read.operation), schemas },
  });
}

/** True for a list that has all that another one has: a server may add what everything of its kind has, such as who made it. */
function hasAll(list: Json | undefined, wanted: Json | undefined): boolean {
  if (!Array.isArray(list) || !Array.isArray(wanted)) return false;
  return wanted.every((value) => list.some((each) => isSame(value, each)));
}

/** What was read last before a change. */
export function readBefore({ performed }: Trace, change: Answered): Json | undefined {
  const exchanges = performed.filter(({ step }) => step.name.startsWith("read")).flatMap((each) => each.exchanges);
  const all = performed.flatMap((each) => each.exchanges);
  const before = exchanges.findLast((each) => all.indexOf(each) < all.indexOf(change));
  return before?.outcome.kind === "answer" ? jsonOf(before.outcome)?.value : undefined;
}

function lost(exchange: Answered, pointer: string, read: Answered) {
  const { body } = exchange.case;
  const sent = body?.kind === "value" ? valueAt(body.value, pointer) : undefined;
  const message = `${pointer} was sent as ${shown(sent)} and is read as ${shown(valueAt(jsonOf(read.outcome)?.value, pointer))}.`;
  return { kind: "fail", exchange, pointer, message } as const;
}

/** A value in a sentence. */
function shown(value: Json | undefined): string {
  return shortened(JSON.stringify(value) ?? "nothing", longest);
}

/** A member that is kept once and not always depends on others, which no schema says: nothing is wrong with it. */
function kept(exchange: Answered, pointer: string) {
  return { kind: "disproof", exchange, pointer } as const;
}
