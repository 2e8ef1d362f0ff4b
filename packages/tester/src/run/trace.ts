import type { Json } from "@parlance/contract";
import { type Answered, isAnswered } from "../checks/check.js";
import type { Sequence, Step } from "../plan/sequence.js";
import { type Exchange, isSuccess, jsonOf, pathOf } from "./exchange.js";
import { createdId, type Told } from "./ids.js";
import { isObject } from "../values/json-kinds.js";
import { pageItems } from "./paging.js";

/** What came of one step. */
export interface Performed {
  readonly step: Step;
  /** One, or one for each page. */
  readonly exchanges: readonly Exchange[];
  /** Where the step reads a list: whether it was read to its end. `circle`: the list led back to a page that was read. */
  readonly end: "reached" | "unknown" | "circle";
}

/** What came of a sequence, as far as it went. */
export interface Trace {
  readonly sequence: Sequence;
  readonly performed: readonly Performed[];
}

/** What was done, whoever planned it. */
export type Done = Pick<Trace, "performed">;

/** The step of that name, if it was taken. */
export function performedOf({ performed }: Done, name: string): Performed | undefined {
  return performed.find(({ step }) => step.name === name);
}

/** The first answer that a step got, if it got one. */
export function answerOf(trace: Done, name: string): Answered | undefined {
  const [exchange] = performedOf(trace, name)?.exchanges ?? [];
  return exchange !== undefined && isAnswered(exchange) ? exchange : undefined;
}

/** The first answer of a step, if it is a success. */
export function successOf(trace: Done, name: string): Answered | undefined {
  const answer = answerOf(trace, name);
  return answer !== undefined && isSuccess(answer) ? answer : undefined;
}

/** The JSON body of an answer that is a success. */
export function bodyOf(trace: Done, name: string): Json | undefined {
  const answer = successOf(trace, name);
  return answer === undefined ? undefined : jsonOf(answer.outcome)?.value;
}

/** The id that a step's answer tells of what it created. */
export function idFrom(trace: Done, name: string): Told | undefined {
  const answer = successOf(trace, name);
  return answer === undefined ? undefined : createdId(answer.outcome, pathOf(answer.request));
}

/** The member of a resource that holds its id. Undefined: none does. */
export function identityMember(resource: Json | undefined, id: Json): string | undefined {
  if (!isObject(resource)) return undefined;
  const names = Object.keys(resource).filter((name) => String(resource[name]) === String(id));
  return names.includes("id") ? "id" : names[0];
}

/** The items of all pages that a step has read. */
export function itemsRead({ exchanges }: Performed): readonly Json[] {
  return exchanges.flatMap(pageItems);
}

/** What tells an item from others: its member of that name, or the item itself. */
export function identify(item: Json, member: string): string | undefined {
  const value = isObject(item) ? item[member] : item;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
