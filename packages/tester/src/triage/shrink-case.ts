import type { Operation } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import type { Planner } from "../plan/planner.js";
import type { RestFailure } from "../run/finding.js";
import { withValueAt } from "../values/pointer.js";
import { proves } from "./proof.js";
import { leaves, places, withoutPlaces } from "./smaller.js";

/** How often a smaller case is sent to make a finding small. */
const mostSends = 30;
/** Milliseconds after which it is small enough: a server that does not answer would take all the run's time. */
const longestMs = 5000;

/** What making a case smaller takes. */
export interface ShrinkOptions {
  readonly planner: Planner;
  /** Sends a case and gives what fails then. */
  readonly failures: (testCase: Case) => Promise<readonly RestFailure[]>;
  readonly signal: AbortSignal;
}

/**
 * The same failure shown by a smaller request: without parameters, members and items that do not matter, and with simple values
 * where any would do. What is tried is proven before it is sent. Gives the failure itself where nothing smaller shows it.
 */
export async function shrinkCase(failure: RestFailure, options: ShrinkOptions): Promise<RestFailure> {
  if (failure.finding.sequence !== undefined) return failure;
  const shrinking = new Shrinking(failure, options);
  await shrinking.leaveOut();
  await shrinking.simplify();
  return shrinking.smallest;
}

class Shrinking {
  smallest: RestFailure;
  readonly #original: Case;
  readonly #operation: Operation;
  readonly #options: ShrinkOptions;
  readonly #until = performance.now() + longestMs;
  #sends = 0;

  constructor(failure: RestFailure, options: ShrinkOptions) {
    this.smallest = failure;
    this.#original = failure.finding.exchange.case;
    this.#operation = failure.finding.exchange.operation;
    this.#options = options;
  }

  /** Leaves out as much at once as it can: all that may go, then halves of it, then quarters (Zeller's ddmin). */
  async leaveOut(): Promise<void> {
    let removable = this.#removable();
    for (
      let size = removable.length;
      size >= 1 && !this.#isOver;
      size = Math.min(Math.floor(size / 2), removable.length)
    ) {
      for (let start = 0; start < removable.length && !this.#isOver;) {
        const isSmaller = await this.#try(without(this.#case, new Set(removable.slice(start, start + size))));
        if (!isSmaller) start += size;
        // Pointers into lists count anew.
        else removable = this.#removable();
      }
    }
  }

  /** Puts the simplest value that still shows it at every place. */
  async simplify(): Promise<void> {
    const { body } = this.#case;
    if (body?.kind !== "value") return;
    for (const { pointer, simpler } of leaves(body.value)) {
      for (const each of simpler) {
        const current = this.#case.body;
        if (this.#isOver || current?.kind !== "value") return;
        const value = withValueAt(current.value, pointer, each);
        if (await this.#try({ ...this.#case, body: { ...current, value } })) break;
      }
    }
  }

  get #case(): Case {
    return this.smallest.finding.exchange.case;
  }

  get #isOver(): boolean {
    return this.#sends >= mostSends || this.#options.signal.aborted || performance.now() > this.#until;
  }

  /** What can be left out alone, so that the case remains what it claims to be. */
  #removable(): readonly string[] {
    const { parameters, body } = this.#case;
    const units = [...parameters.map((each) => unitOf(each)), ...(body?.kind === "value" ? places(body.value) : [])];
    // Proving takes time too, much of it where a value has thousands of members.
    return units.filter((each) => !this.#isOver && this.#proves(without(this.#case, new Set([each]))));
  }

  #proves(testCase: Case): boolean {
    return proves(testCase, this.#original, this.#operation, this.#options.planner);
  }

  async #try(testCase: Case): Promise<boolean> {
    if (this.#isOver || !this.#proves(testCase)) return false;
    this.#sends += 1;
    const failures = await this.#options.failures(testCase);
    const same = failures.find(({ key }) => key === this.smallest.key);
    if (same === undefined) return false;
    this.smallest = same;
    return true;
  }
}

/** Names a parameter beside the pointers into the body. */
function unitOf({ in: place, name }: Case["parameters"][number]): string {
  return `${place} ${name}`;
}

function without(testCase: Case, dropped: ReadonlySet<string>): Case {
  const { body } = testCase;
  const parameters = testCase.parameters.filter((each) => !dropped.has(unitOf(each)));
  if (body?.kind !== "value") return { ...testCase, parameters };
  return { ...testCase, parameters, body: { ...body, value: withoutPlaces(body.value, dropped) } };
}
