import { jsonContent } from "../../plan/planner.js";
import { answerSchema } from "../../plan/resource.js";
import { isSuccess, jsonOf } from "../../run/exchange.js";
import { isObject } from "../../run/ids.js";
import { answerOf, bodyOf, idFrom, identityMember, successOf, type Trace } from "../../run/trace.js";
import { endsByItself } from "../../values/lifetimes.js";
import type { Answered } from "../check.js";
import { difference } from "./sameness.js";
import type { StateCheck, StateContext, StateFailure } from "./state-check.js";

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

const createdAsSent: StateCheck = {
  id: "created-as-sent",
  title: "What is read is what was sent when it was created",
  source: "RFC 9110, section 9.3.3",
  look(trace, context) {
    const [create, read] = [successOf(trace, "create"), successOf(trace, "read")];
    if (create === undefined || !isOver(trace)) return [];
    // Where nothing reads one of them, the answer to its creation shows it.
    const shown = read ?? (answerOf(trace, "read") === undefined ? create : undefined);
    return shown === undefined ? [] : asSent(create, shown, context);
  },
};

const changePersists: StateCheck = {
  id: "change-persists",
  title: "What is read after a change is what the change sent",
  source: "RFC 5789, section 2; RFC 9110, section 9.3.4",
  look(trace, context) {
    if (!isOver(trace)) return [];
    return trace.performed.flatMap(({ step: { name } }) => {
      const [change, read] = [successOf(trace, name), successOf(trace, `read ${name.replace(/^change/u, "changed")}`)];
      if (!name.startsWith("change ") || change === undefined || read === undefined) return [];
      return change.outcome.status === 202 ? [] : asSent(change, read, context);
    });
  },
};

/** The checks of what is there, and what it is. */
export const lifeChecks: readonly StateCheck[] = [createdIsThere, createdAsSent, changePersists];

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

function asSent(change: Answered, read: Answered, context: StateContext): readonly StateFailure[] {
  const { body } = change.case;
  const content = jsonContent(change.operation);
  if (body?.kind !== "value" || content?.form !== "json") return [];
  const got = jsonOf(read.outcome)?.value;
  const pointer = difference({
    sent: { value: body.value, schema: content.schema, schemas: context.requests },
    got: { value: got, schema: answerSchema(read.operation), schemas: context.answers },
  });
  if (pointer === undefined) return [];
  const message = `${pointer} is not what ${change.operation.id} was sent.`;
  return [{ exchange: read, message, pointer }];
}
