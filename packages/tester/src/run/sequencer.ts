import { setTimeout as delay } from "node:timers/promises";
import type { Operation } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import type { Sequence, Step } from "../plan/sequence.js";
import { isSuccess, type Exchange } from "./exchange.js";
import { filledCase } from "./filled-case.js";
import { nextPage } from "./paging.js";
import type { Performed, Trace } from "./trace.js";

/** Pages after which a list is not read on. */
const mostPages = 60;

/** Sends a case and gives what came of it. */
export type Send = (testCase: Case, operation: Operation) => Promise<Exchange>;

/** What running a sequence takes. */
export interface SequenceOptions {
  readonly operations: readonly Operation[];
  readonly send: Send;
  readonly signal: AbortSignal;
  /** Milliseconds between a change and the next read. Default 0. */
  readonly settleMs?: number;
}

/** Takes the steps of a sequence one after the other, as far as they lead. */
export async function runSequence(sequence: Sequence, options: SequenceOptions): Promise<Trace> {
  const performed: Performed[] = [];
  const trace: Trace = { sequence, performed };
  const keys = new Map<string, string>();
  for (const step of sequence.steps) {
    const operation = options.operations.find(({ id }) => id === step.case.operation);
    const filled = filledCase(step, { performed, keys });
    if (options.signal.aborted || operation === undefined || (filled === undefined && step.goOn !== true)) break;
    if (filled === undefined) continue;
    if (operation.method === "GET" && hasChanged(performed.at(-1))) await settle(options);
    const done = await perform(step, filled, operation, options);
    performed.push(done);
    if (step.goOn !== true && !done.exchanges.every(isSuccess)) break;
  }
  return trace;
}

/** Sends a step's request, and reads on if it says so. */
export async function perform(
  step: Step,
  first: Case,
  operation: Operation,
  { send, signal }: Pick<SequenceOptions, "send" | "signal">,
): Promise<Performed> {
  const exchanges: Exchange[] = [];
  const asked = new Set<string>();
  for (let next: Case | "end" | "unknown" = first; ;) {
    if (next === "end") return { step, exchanges, end: "reached" };
    if (next === "unknown" || signal.aborted || exchanges.length === mostPages)
      return { step, exchanges, end: "unknown" };
    const question = JSON.stringify(next.parameters);
    if (asked.has(question)) return { step, exchanges, end: "circle" };
    asked.add(question);
    const exchange = await send(next, operation);
    exchanges.push(exchange);
    if (step.follow !== true || !isSuccess(exchange)) return { step, exchanges, end: "unknown" };
    next = nextPage(exchange);
  }
}

function hasChanged(before: Performed | undefined): boolean {
  return before !== undefined && before.step.case.method !== "GET";
}

/** A server may take a moment until all its parts know of a change. */
async function settle({ settleMs = 0, signal }: SequenceOptions): Promise<void> {
  if (settleMs > 0) await delay(settleMs, undefined, { signal }).catch(() => undefined);
}
