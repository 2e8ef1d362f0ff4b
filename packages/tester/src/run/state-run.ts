import { randomUUID } from "node:crypto";
import { attempts } from "../plan/attempts.js";
import { Ground } from "../plan/ground.js";
import { type Resource, resourcesOf } from "../plan/resource.js";
import type { Sequence } from "../plan/sequence.js";
import { againSequence } from "../plan/sequences/again.js";
import { growthSequence } from "../plan/sequences/growth.js";
import { idempotencySequence } from "../plan/sequences/idempotency.js";
import { lifeSequence } from "../plan/sequences/life.js";
import { pagesSequence } from "../plan/sequences/pages.js";
import { queriesSequence } from "../plan/sequences/queries.js";
import { refusalSequences } from "../plan/sequences/refusals.js";
import { tenantsSequence } from "../plan/sequences/tenants.js";
import { versionsSequence } from "../plan/sequences/versions.js";
import { abreast } from "./abreast.js";
import { isSuccess } from "./exchange.js";
import type { RunParts } from "./parts.js";
import { answerOf, itemsRead, performedOf, successOf, type Trace } from "./trace.js";
import { type Make, Trials } from "./trials.js";

/** Resources that are looked at at once; the sequences of one follow each other. */
const most = 8;
/** Shares of the members in further lives: some of them may contradict each other, and are refused then. */
const densities = [1, 0.5, 0.25, 0.12];
/** Shares of the members in creations that are counted. */
const densitiesOfGrowth = [1, 0.3];
/** Values of different rounds, attempts and sequences have numbers that are far from each other. */
const [ofRounds, ofAttempts, ofSequences, first] = [1_000_000, 1000, 20, 10];

/** Tests what a server keeps: sequences over the resources that the contract's paths show. */
export class StateRun {
  readonly #parts: RunParts;
  readonly #resources: readonly Resource[];
  readonly #trials: Trials;
  readonly #salt = randomUUID();

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#resources = resourcesOf(parts.operations);
    this.#trials = new Trials(parts);
  }

  /** One round over all resources. Further rounds bring other values. */
  async round(round: number): Promise<void> {
    // What is created in another thing must not lose it meanwhile.
    const depths = Map.groupBy(this.#resources, ({ collection }) => collection.split("/{").length);
    const { signal } = this.#parts;
    for (const [, resources] of [...depths].toSorted(([one], [other]) => one - other))
      await abreast(resources, { most, signal }, (resource) => this.#resource(resource, round * ofRounds));
  }

  async #resource(resource: Resource, start: number): Promise<void> {
    const at = await this.#findGround(resource, start);
    if (at === undefined) return;
    const { trace, ground } = at;
    if (isStateless(trace)) return this.#note(resource, "an id that nobody issued is answered like any other");
    const size = this.#sizeOf(trace);
    const of = (make: (ground: Ground) => Sequence | undefined) => (n: number) => make(ground(n));
    const makes: readonly Make[] = [
      ...densities.map(
        (density) =>
          (n: number, other = density) =>
            lifeSequence(ground(n, other)),
      ),
      ...refusalSequences(ground(at.n), start).map((_, index) => of((each) => refusalSequences(each, start)[index])),
      ...densitiesOfGrowth.map(
        (density) =>
          (n: number, other = density) =>
            growthSequence(ground(n, other)),
      ),
      of(againSequence),
      of(queriesSequence),
      of((each) => (size === undefined ? undefined : pagesSequence(each, size))),
      of(idempotencySequence),
      of(versionsSequence),
      ...(this.#hasOtherTenant(resource) ? [of(tenantsSequence)] : []),
    ];
    for (const [index, make] of makes.entries()) await this.#trials.run(make, at.n + (index + 1) * ofSequences);
  }

  /** Tries creations until one succeeds: the life of what it created, and how to make more of its kind. */
  async #findGround(resource: Resource, start: number) {
    let refusal = "no allowed request can be made of its creation";
    for (const [attempt, { density: usual, ownNames, freshParents }] of attempts.entries()) {
      if (this.#parts.signal.aborted) return undefined;
      const salt = ownNames ? this.#salt : "";
      const ground = (n: number, density = usual) =>
        new Ground({
          resource,
          resources: this.#resources,
          planner: this.#parts.planner,
          n,
          freshParents,
          refinement: { density, salt },
        });
      const n = start + first + attempt * ofAttempts;
      const trace = await this.#trials.run((each, density) => lifeSequence(ground(each, density)), n);
      if (trace !== undefined && successOf(trace, "create") !== undefined) return { trace, ground, n };
      const { outcome } = trace?.performed.at(-1)?.exchanges.at(-1) ?? {};
      if (outcome?.kind === "answer") refusal = `its creation was refused with ${outcome.status}`;
    }
    this.#note(resource, refusal);
    return undefined;
  }

  /** How many the list has; undefined if it cannot be read to its end. */
  #sizeOf(trace: Trace): number | undefined {
    const listed = performedOf(trace, "list");
    if (listed === undefined) return undefined;
    if (listed.end === "reached") return itemsRead(listed).length;
    const [exchange] = listed.exchanges;
    if (exchange !== undefined && isSuccess(exchange))
      this.#parts.coverage.note(exchange.operation.id, "pages (its end was not reached)");
    return undefined;
  }

  #hasOtherTenant({ list }: Resource): boolean {
    const { credentials } = this.#parts;
    return list !== undefined && credentials.needed(list) && credentials.of("otherTenant", list) !== undefined;
  }

  #note({ create }: Resource, reason: string): void {
    if (!this.#parts.signal.aborted) this.#parts.coverage.note(create.id, `sequences (${reason})`);
  }
}

/** True for a server that knows no ids, such as one that answers with examples only. */
function isStateless(trace: Trace): boolean {
  const stranger = answerOf(trace, "stranger");
  return stranger !== undefined && isSuccess(stranger);
}
