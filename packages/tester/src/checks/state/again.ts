import { isObject } from "../../values/json-kinds.js";
import { answerOf, bodyOf, idFrom, successOf, type Trace } from "../../run/trace.js";
import type { StateCheck } from "./state-check.js";

const createdStays: StateCheck = {
  id: "created-stays",
  title: "What is created once more does not take the place of what is there",
  source: "RFC 9110, section 15.5.10",
  look(trace) {
    const again = successOf(trace, "create again");
    if (trace.sequence.kind !== "again" || again?.outcome.status !== 201) return [];
    if (String(idFrom(trace, "create")?.id) === String(idFrom(trace, "create again")?.id)) {
      if (!isAnother(trace)) return [];
      return [{ exchange: again, message: "The same was created again, and took the place of what was there." }];
    }
    const status = answerOf(trace, "read again")?.outcome.status;
    if (status !== 404 && status !== 410) return [];
    return [{ exchange: again, message: "When the same was created again, the first one was lost." }];
  },
};

/** The checks of what is created more than once. */
export const againChecks: readonly StateCheck[] = [createdStays];

/** True if what is read under one name was created at another time than before. */
function isAnother(trace: Trace): boolean {
  const [before, after] = [bodyOf(trace, "read"), bodyOf(trace, "read again")];
  if (!isObject(before) || !isObject(after)) return false;
  const born = Object.keys(before).filter((name) => /^created?(?:_?at|_?on|_?time)?$/iu.test(name));
  return born.some((name) => after[name] !== undefined && before[name] !== after[name]);
}
