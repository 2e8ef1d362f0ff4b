import type { Operation } from "@parlance/contract";
import { disprovableAccounts } from "../checks/state/accounts.js";
import { asSentChecks } from "../checks/state/as-sent.js";
import { judgeTrace } from "../checks/state/judge-trace.js";
import type { Case } from "../plan/case.js";
import type { Sequence } from "../plan/sequence.js";
import { namesOf } from "../values/pointer.js";
import { type Schemas, schemasOf } from "../values/schemas.js";
import type { Exchange } from "./exchange.js";
import type { RestFailure, RestFinding } from "./finding.js";
import { isObject } from "../values/json-kinds.js";
import type { RunParts } from "./parts.js";
import { runSequence } from "./sequencer.js";
import type { Trace } from "./trace.js";

/**
 * Makes a sequence of the values that a number chooses, with that share of the members that need not be there; undefined if the
 * contract does not show enough for it.
 */
export type Make = (n: number, density?: number) => Sequence | undefined;

/** How often a finding is tried with other values until its creation is taken. */
const tries = 6;
/** Shares of members in trials that are to show a member kept which was lost: others may decide whether it counts. */
const counterDensities = [1, 0.5, 1, 0.3, 1, 0.5, 1, 0.3, 1, 0.5, 1, 0.3];
/** Checks whose findings such trials can disprove. */
const disprovable = new Set([...asSentChecks, ...disprovableAccounts].map(({ id }) => id));
/** Checks of which other values say nothing: the same are sent again, in a resource of their own. */
const bound = new Set(["text-whole", "refused-leaves-nothing"]);
/** How far the numbers of trials are from each other. */
const apart = 10_000;

/** Runs sequences, and again with fresh values where they show something. */
export class Trials {
  readonly #parts: RunParts;
  readonly #schemas: Schemas;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#schemas = schemasOf(parts.contract);
  }

  /** Runs a sequence and gives what came of it; undefined if there is none. */
  async run(make: Make, n: number): Promise<Trace | undefined> {
    const sequence = make(n);
    if (sequence === undefined) return undefined;
    const trace = await this.#perform(sequence, 0);
    let trial = 0;
    const next = (density?: number) => make(n + (trial += 1) * apart, density);
    for (const failure of this.#judge(trace)) {
      if (disprovable.has(failure.finding.check)) await this.#disprove(failure, next);
      // Only what came back at once is worth waiting whether it comes back later too.
      const settling = [0, this.#parts.settleMs].values();
      await this.#parts.findings.take(failure, () =>
        this.#again(failure, trace, () => next(), settling.next().value ?? 0),
      );
    }
    return trace;
  }

  /** Sends what was lost again among other members. */
  async #disprove({ key, finding }: RestFailure, next: (density: number) => Sequence | undefined): Promise<void> {
    const { findings, signal } = this.#parts;
    for (const density of counterDensities) {
      const sequence = next(density);
      if (sequence === undefined || signal.aborted || findings.isKnown(key)) return;
      this.#judge(await this.#perform(withMember(sequence, finding), 0));
    }
  }

  async #again(
    { key, finding }: RestFailure,
    trace: Trace,
    next: () => Sequence | undefined,
    settleMs: number,
  ): Promise<boolean> {
    const { signal, findings } = this.#parts;
    for (let count = 0; count < tries && !signal.aborted; count += 1) {
      const sequence = next();
      if (sequence === undefined) return false;
      const repeated = await this.#perform(bound.has(finding.check) ? withBody(sequence, finding) : sequence, settleMs);
      if (this.#judge(repeated).some((each) => each.key === key)) return true;
      // One that came less far says nothing, for its values were refused; nor does one that did not send the member.
      const says = disprovable.has(finding.check)
        ? findings.isKnown(key)
        : repeated.performed.length >= trace.performed.length;
      if (says) return false;
    }
    return false;
  }

  /** What the end of the run cut off is nobody's fault. */
  #judge(trace: Trace): readonly RestFailure[] {
    const { findings, context, signal } = this.#parts;
    if (signal.aborted) return [];
    const { failures, disproved } = judgeTrace(trace, { ...context, schemas: this.#schemas });
    for (const key of disproved) findings.disprove(key);
    return failures.filter(({ key }) => !findings.isKnown(key));
  }

  async #perform(sequence: Sequence, settleMs: number): Promise<Trace> {
    const { operations, signal, coverage } = this.#parts;
    const send = (testCase: Case, operation: Operation) => this.#send(testCase, operation);
    const trace = await runSequence(sequence, { operations, signal, send, settleMs });
    coverage.addTrace(trace);
    return trace;
  }

  async #send(testCase: Case, operation: Operation): Promise<Exchange> {
    const exchange = await this.#parts.sender.send(testCase, operation);
    this.#parts.coverage.add(exchange);
    return exchange;
  }
}

/** The sequence with the creation of a finding, as it was sent then. */
function withBody(sequence: Sequence, { sequence: before }: RestFinding): Sequence {
  const body = before?.steps.find(({ name }) => name === "create")?.case.body;
  if (body === undefined || before?.kind === "refusal") return sequence;
  const steps = sequence.steps.map((step) =>
    step.name === "create" ? { ...step, case: { ...step.case, body } } : step,
  );
  return { ...sequence, steps };
}

/** The sequence with the member of a finding, as it was sent then, in all bodies of the finding's operation. */
function withMember(sequence: Sequence, { exchange, pointer = "", subject }: RestFinding): Sequence {
  const name = namesOf(pointer)[0] ?? "";
  const sent = exchange.case.body?.kind === "value" ? exchange.case.body.value : undefined;
  const member = isObject(sent) ? sent[name] : undefined;
  if (member === undefined) return sequence;
  const steps = sequence.steps.map((step) => {
    const { body } = step.case;
    if (step.case.operation !== subject || body?.kind !== "value" || !isObject(body.value)) return step;
    return { ...step, case: { ...step.case, body: { ...body, value: { ...body.value, [name]: member } } } };
  });
  return { ...sequence, steps };
}
