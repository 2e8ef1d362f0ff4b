import type { RestFailure } from "../../run/finding.js";
import { failure, judge } from "../../run/judge.js";
import type { Trace } from "../../run/trace.js";
import type { CheckContext } from "../check.js";
import { accountChecks } from "./accounts.js";
import { againChecks } from "./again.js";
import { asSentChecks } from "./as-sent.js";
import { endChecks } from "./end.js";
import { growthChecks } from "./growth.js";
import { idempotencyChecks } from "./idempotency.js";
import { lifeChecks } from "./life.js";
import { listChecks } from "./lists.js";
import { pageChecks } from "./pages.js";
import type { Schemas } from "../../values/schemas.js";
import { queryChecks } from "./queries.js";
import type { StateCheck } from "./state-check.js";
import { versionChecks } from "./versions.js";

/** The checks of sequences, in the order in which they are reported. */
export const stateChecks: readonly StateCheck[] = [
  ...lifeChecks,
  ...asSentChecks,
  ...accountChecks,
  ...growthChecks,
  ...againChecks,
  ...endChecks,
  ...listChecks,
  ...queryChecks,
  ...pageChecks,
  ...idempotencyChecks,
  ...versionChecks,
];

/** What a trace says. */
export interface TraceVerdict {
  readonly failures: readonly RestFailure[];
  /** Keys of failures that are none, because this trace shows the contrary. */
  readonly disproved: readonly string[];
}

/** What every check says of a sequence: those of its answers one by one, and those of the whole. */
export function judgeTrace(
  trace: Trace,
  { schemas, ...context }: CheckContext & { readonly schemas: Schemas },
): TraceVerdict {
  const exchanges = trace.performed.flatMap((each) => each.exchanges);
  const ofAnswers = exchanges.flatMap((each) => judge(each, context));
  const found = stateChecks.flatMap((check) =>
    check.look(trace, schemas).map((each) => {
      const message = each.kind === "disproof" ? "" : each.message;
      return { kind: each.kind, ...failure(check, each.exchange, { ...each, message }) };
    }),
  );
  const failures = [...ofAnswers, ...found.filter(({ kind }) => kind !== "disproof")];
  return {
    failures: failures.map(({ key, finding }) => ({
      key,
      finding: { ...finding, sequence: trace.sequence, exchanges },
    })),
    disproved: found.filter(({ kind }) => kind === "disproof").map(({ key }) => key),
  };
}
