import type { Contract } from "@parlance/contract";
import type { Policies } from "../profile/policies.js";
import type { Answer, Exchange } from "../run/exchange.js";
import type { Validators } from "../values/validator.js";

/** What a check says of an exchange. `pass` counts as coverage; undefined is no verdict: the check has nothing to say here. */
export type Verdict =
  | { readonly kind: "pass" }
  | {
      readonly kind: "fail";
      /** What is wrong, in one sentence. */
      readonly message: string;
      /** JSON pointer to what is wrong in the answer's body, where it is one thing. */
      readonly pointer?: string;
    };

/** What a check may look at beside the exchange. */
export interface CheckContext {
  readonly contract: Contract;
  /** Validate as an answer is read. */
  readonly answers: Validators;
  /** What is right where good servers differ. */
  readonly policies: Policies;
}

/** An exchange that was answered. */
export interface Answered extends Exchange {
  readonly outcome: Answer;
}

/** True for an exchange that was answered. */
export function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.outcome.kind === "answer";
}

/** One rule that every answer is held to. A pure function of the exchange. */
export interface Check {
  /** Stable, kebab-case; findings and coverage are told by it. */
  readonly id: string;
  readonly title: string;
  /** Where the rule stands. */
  readonly source: string;
  /** Each value and each credential that a case is about is a cause of its own; otherwise one finding stands for all cases of an operation. */
  readonly byAim?: true;
  look(exchange: Answered, context: CheckContext): Verdict | undefined;
}

/** The check has found nothing wrong. */
export const pass: Verdict = { kind: "pass" };

/** The check has found something wrong. */
export function fail(message: string, pointer?: string): Verdict {
  return { kind: "fail", message, ...(pointer !== undefined && { pointer }) };
}

/** `pass` if the condition holds, else a failure. */
export function expectThat(holds: boolean, message: () => string): Verdict {
  return holds ? pass : fail(message());
}
