import type { Failure, Finding } from "../run/finding.js";

/** Sees a failure again, or does not. */
export type Repeat<F extends Finding> = (failure: Failure<F>) => Promise<boolean>;

/** Shows the same failure in a smaller way, or gives it back as it is. */
export type Shrink<F extends Finding> = (failure: Failure<F>) => Promise<Failure<F>>;

/** How often a failure must come back before it is a finding. */
const repetitions = 2;

/** Collects findings: one for each cause, each seen three times. */
export class Findings {
  readonly #confirmed = new Map<string, Finding>();
  readonly #flaky = new Map<string, Finding>();
  readonly #inHand = new Set<string>();
  readonly #disproved = new Set<string>();

  /** Takes a failure, unless one of its cause is known, and tries whether it comes back; if so, it is made small. */
  async take<F extends Finding>({ key, finding }: Failure<F>, repeat: Repeat<F>, shrink?: Shrink<F>): Promise<void> {
    if (this.isKnown(key) || this.#inHand.has(key)) return;
    this.#inHand.add(key);
    try {
      for (let count = 0; count < repetitions; count += 1) {
        if (await repeat({ key, finding })) continue;
        if (!this.#disproved.has(key)) this.#flaky.set(key, finding);
        return;
      }
      this.#flaky.delete(key);
      if (this.#disproved.has(key)) return;
      this.#confirmed.set(key, finding);
      if (shrink !== undefined) this.#replace(key, (await shrink({ key, finding })).finding);
    } finally {
      this.#inHand.delete(key);
    }
  }

  /** What was disproved meanwhile stays away. */
  #replace(key: string, finding: Finding): void {
    if (this.#confirmed.has(key)) this.#confirmed.set(key, finding);
  }

  /** Withdraws what was seen not to be so, for all the run. */
  disprove(key: string): void {
    this.#disproved.add(key);
    this.#confirmed.delete(key);
    this.#flaky.delete(key);
  }

  /** True if it is a finding already, or was seen to be none. */
  isKnown(key: string): boolean {
    return this.#confirmed.has(key) || this.#disproved.has(key);
  }

  /** What came back each time, in the order of subjects and checks. */
  get confirmed(): readonly Finding[] {
    return sorted(this.#confirmed.values());
  }

  /** What came once and not again. */
  get flaky(): readonly Finding[] {
    return sorted(this.#flaky.values());
  }
}

function sorted(findings: Iterable<Finding>): readonly Finding[] {
  const name = ({ subject, check, message }: Finding) => `${subject} ${check} ${message}`;
  return [...findings].toSorted((one, other) => Number(name(one) > name(other)) - Number(name(one) < name(other)));
}
