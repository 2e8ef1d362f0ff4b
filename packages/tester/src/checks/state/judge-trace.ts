import { type Failure, failure, judge } from "../../run/judge.js";
import type { Trace } from "../../run/trace.js";
import type { CheckContext } from "../check.js";
import { endChecks } from "./end.js";
import { idempotencyChecks } from "./idempotency.js";
import { lifeChecks } from "./life.js";
import { listChecks } from "./lists.js";
import { pageChecks } from "./pages.js";
import type { StateCheck, StateContext } from "./state-check.js";
import { versionChecks } from "./versions.js";

/** The checks of sequences, in the order in which they are reported. */
export const stateChecks: readonly StateCheck[] = [
  ...lifeChecks,
  ...endChecks,
  ...listChecks,
  ...pageChecks,
  ...idempotencyChecks,
  ...versionChecks,
];

/** What every check says of a sequence: those of its answers one by one, and those of the whole. */
export function judgeTrace(
  trace: Trace,
  { state, ...context }: CheckContext & { readonly state: StateContext },
): readonly Failure[] {
  const ofAnswers = trace.performed.flatMap(({ exchanges }) => exchanges.flatMap((each) => judge(each, context)));
  const ofState = stateChecks.flatMap((check) =>
    check.look(trace, state).map(({ exchange, ...what }) => failure(check, exchange, what)),
  );
  const exchanges = trace.performed.flatMap((each) => each.exchanges);
  return [...ofAnswers, ...ofState].map(({ key, finding }) => {
    const before = exchanges.slice(0, exchanges.indexOf(finding.exchange));
    return { key, finding: { ...finding, sequence: trace.sequence, before } };
  });
}
