import { authChecks } from "../checks/auth.js";
import { type Check, type CheckContext, isAnswered } from "../checks/check.js";
import { inputChecks } from "../checks/input.js";
import { shapeChecks } from "../checks/shape.js";
import { streamChecks } from "../checks/streams.js";
import type { Exchange } from "./exchange.js";
import { findingKey, type RestFailure, type RestFinding } from "./finding.js";

/** The checks of an exchange, in the order in which they are reported. */
export const checks: readonly Check[] = [...shapeChecks, ...streamChecks, ...inputChecks, ...authChecks];

const unanswered: Check = {
  id: "answer-whole",
  title: "Every request gets a whole answer in time",
  source: "RFC 9110, section 3.4",
  look: () => undefined,
};

/** What every check says of an exchange. */
export function judge(exchange: Exchange, context: CheckContext): readonly RestFailure[] {
  if (!isAnswered(exchange)) {
    // Who is sent far too much may close the connection instead of answering (RFC 9110, section 15.5.14).
    if (exchange.case.intent.kind === "large") return [];
    const message = exchange.outcome.kind === "none" ? exchange.outcome.message : "";
    return [failure(unanswered, exchange, { message })];
  }
  return checks.flatMap((check) => {
    const verdict = check.look(exchange, context);
    return verdict?.kind === "fail" ? [failure(check, exchange, verdict)] : [];
  });
}

/** A failed check as a finding. */
export function failure(
  check: Pick<Check, "id" | "title" | "source" | "byAim">,
  exchange: Exchange,
  { message, pointer }: { readonly message: string; readonly pointer?: string },
): RestFailure {
  const { operation } = exchange;
  const finding: RestFinding = {
    kind: "rest",
    check: check.id,
    title: check.title,
    source: check.source,
    subject: operation.id,
    message,
    ...(pointer !== undefined && { pointer }),
    place: operation.place,
    exchange,
  };
  return { key: findingKey(check, exchange, pointer), finding };
}
