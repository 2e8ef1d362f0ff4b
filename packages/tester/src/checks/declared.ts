import type { Response } from "@parlance/contract";
import type { Intent } from "../plan/case.js";
import { declaredFor } from "../run/exchange.js";
import type { Answered } from "./check.js";

/** True where the answer may be none of the operation's: to a method that its path does not have, or to more than is read at all. */
export function isNobodys({ kind }: Intent): boolean {
  return kind === "method" || kind === "large";
}

/** What the operation declares of an answer that is its own; undefined: nothing, or the answer may be nobody's. */
export function declaredOf({ operation, outcome, case: { intent } }: Answered): Response | undefined {
  return isNobodys(intent) ? undefined : declaredFor(operation, outcome.status);
}
