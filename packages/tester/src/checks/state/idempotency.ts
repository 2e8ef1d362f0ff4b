import type { Operation } from "@parlance/contract";
import { declaredFor, headerValues, isSuccess } from "../../run/exchange.js";
import { answerOf, idFrom, successOf } from "../../run/trace.js";
import type { StateCheck } from "./state-check.js";

const source = "draft-ietf-httpapi-idempotency-key-header-07, section 2";

const keyRepeats: StateCheck = {
  id: "key-repeats",
  title: "A call repeated with its key is the same call",
  source,
  look(trace) {
    const [first, again] = [successOf(trace, "call"), answerOf(trace, "same call")];
    if (trace.sequence.kind !== "idempotency" || first === undefined || again === undefined) return [];
    const { status } = again.outcome;
    const [one, other] = [idFrom(trace, "call"), idFrom(trace, "same call")];
    if (one !== undefined && other !== undefined && String(one.id) !== String(other.id))
      return [{ exchange: again, message: "The repeated call with the same key created a second one." }];
    // 409: the first call is not over yet.
    if (isSuccess(again) || status === 409 || status === 429 || status >= 500) return [];
    return [{ exchange: again, message: `The repeated call with the same key is answered with ${status}.` }];
  },
};

const replayTold: StateCheck = {
  id: "replay-told",
  title: "A repeated answer says that it is one, where the document declares so",
  source,
  look(trace) {
    const again = successOf(trace, "same call");
    if (trace.sequence.kind !== "idempotency" || again === undefined) return [];
    const header = replayHeader(again.operation, again.outcome.status);
    if (header === undefined || headerValues(again.outcome, header).some((value) => !/^(?:false|0)$/iu.test(value)))
      return [];
    return [{ exchange: again, message: `The repeated answer came without ${header}.` }];
  },
};

const keyBelongs: StateCheck = {
  id: "key-belongs-to-one-call",
  title: "A key that was used for one call is refused for another",
  source,
  look(trace) {
    const [first, other] = [successOf(trace, "call"), successOf(trace, "other call")];
    if (trace.sequence.kind !== "idempotency" || first === undefined || other === undefined) return [];
    const { status } = other.outcome;
    return [{ exchange: other, message: `Another call with the same key is answered with ${status}.` }];
  },
};

/** The checks of calls that can be repeated. */
export const idempotencyChecks: readonly StateCheck[] = [keyRepeats, replayTold, keyBelongs];

function replayHeader(operation: Operation, status: number): string | undefined {
  const headers = declaredFor(operation, status)?.headers ?? [];
  return headers.find(({ name }) => /^idempoten(?:cy|t)-replayed$/iu.test(name))?.name;
}
