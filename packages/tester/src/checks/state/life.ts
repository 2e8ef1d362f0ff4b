import { isSuccess } from "../../run/exchange.js";
import { isObject } from "../../values/json-kinds.js";
import { answerOf, bodyOf, idFrom, identityMember, successOf, type Trace } from "../../run/trace.js";
import { endsByItself } from "../../values/lifetimes.js";
import type { StateCheck } from "./state-check.js";

const createdIsThere: StateCheck = {
  id: "created-is-there",
  title: "What was created can be read, under its own id",
  source: "RFC 9110, section 15.3.2",
  look(trace) {
    const [told, read] = [idFrom(trace, "create"), answerOf(trace, "read")];
    if (!isOver(trace) || mayHaveEnded(trace) || told?.sure !== true || read === undefined) return [];
    const { status } = read.outcome;
    if (status === 404 || status === 410)
      return [{ exchange: read, message: `What was just created cannot be read: ${status}.` }];
    const body = bodyOf(trace, "read");
    const member = identityMember(bodyOf(trace, "create"), told.id);
    if (member !== "id" || !isObject(body) || body[member] === undefined) return [];
    if (String(body[member]) === String(told.id)) return [];
    const message = `${member} is ${JSON.stringify(body[member])}, not ${JSON.stringify(told.id)}, of what was created.`;
    return [{ exchange: read, message, pointer: `/${member}` }];
  },
};

/** The checks of what is there, and what it is. */
export const lifeChecks: readonly StateCheck[] = [createdIsThere];

/** True if the sequence says something about its resource: it was created at once, by a server that knows its own ids. */
export function isOver(trace: Trace): boolean {
  const create = successOf(trace, "create");
  const stranger = answerOf(trace, "stranger");
  if (trace.sequence.kind !== "life" || create === undefined || create.outcome.status === 202) return false;
  return stranger === undefined || !isSuccess(stranger);
}

/** True if what was sent may have ended what it created. */
export function mayHaveEnded(trace: Trace): boolean {
  const { body } = answerOf(trace, "create")?.case ?? {};
  const sent = body?.kind === "value" && isObject(body.value) ? body.value : {};
  return Object.entries(sent).some(([name, value]) => endsByItself(name, value));
}
