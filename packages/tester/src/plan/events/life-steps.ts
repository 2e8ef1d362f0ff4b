import type { Channel, Operation } from "@parlance/contract";
import type { Abilities } from "../../connect/dialect.js";
import type { Ground, StepOptions } from "../ground.js";
import { negativeCases } from "../negative.js";
import type { ChannelAddress, Due, ScenarioStep } from "../scenario.js";
import { seedOf } from "../seed.js";
import type { Step } from "../sequence.js";
import { addressOf, valuesOf } from "./addressing.js";
import { listen } from "../listen.js";
import type { Trigger } from "./triggers.js";

/** What a scenario about the life of a resource is made of. */
export interface LifeOptions {
  readonly ground: Ground;
  readonly channel: Channel;
  /** Those of the channel that are about the resource. */
  readonly triggers: readonly Trigger[];
  readonly abilities: Abilities;
  readonly n: number;
  /** What is known of the address. */
  readonly fixed: ReadonlyMap<string, string>;
  /** True if somebody of another tenant can listen too. */
  readonly hasOtherTenant: boolean;
}

/** Milliseconds in which nothing may come, where nothing can be caused that would come behind it. */
const quietMs = 120;

/** Changes that are tried of each operation: one may be refused, or change nothing. */
const changesOfEach = 2;

/** The steps of a scenario about the life of a resource, as they are made. */
export class LifeSteps {
  readonly steps: ScenarioStep[] = [];
  readonly dues: Due[] = [];
  readonly #options: LifeOptions;
  readonly #address: ChannelAddress;
  /** Step that read the thing last. */
  #lastRead = "create";

  constructor(options: LifeOptions, address: ChannelAddress) {
    this.#options = options;
    this.#address = address;
  }

  call(step: Step): void {
    this.steps.push({ do: "call", step });
  }

  /** The address is known before: all listen from the beginning. */
  beginBefore(created: Step): void {
    this.steps.push(...listen("a", this.#address));
    const { hasOtherTenant } = this.#options;
    if (hasOtherTenant) this.steps.push(...listen("other", this.#address, { credential: "otherTenant" }));
    const elsewhere = this.#anotherAddress();
    if (elsewhere !== undefined) this.steps.push(...listen("elsewhere", elsewhere));
    this.#caused(created, created.case.operation, "create");
    this.#read();
  }

  /** The address has the id: what was told before one could listen comes from the channel's log. */
  beginBehind(created: Step): void {
    const { abilities, hasOtherTenant, ground } = this.#options;
    this.call(created);
    const other = ground.step("create another", ground.resource.create, { n: 3, goOn: true });
    if (other !== undefined) this.call(other);
    this.steps.push(...listen("a", this.#address, abilities.fromStart ? { from: "start" } : {}));
    if (abilities.fromStart) this.#expect("create", created.case.operation, "create");
    if (hasOtherTenant) this.steps.push(...listen("other", this.#address, { credential: "otherTenant" }));
    if (other !== undefined) this.steps.push(...listen("elsewhere", this.#elsewhere(other)));
    this.#read();
  }

  change(): void {
    const { triggers } = this.#options;
    const operations = new Set(triggers.filter(({ effect }) => effect === "change").map(({ operation }) => operation));
    const all = [...operations].flatMap((operation) => Array.from({ length: changesOfEach }, () => operation));
    for (const [index, operation] of all.entries()) {
      const step = this.#about(`change ${index}`, operation, { n: index, goOn: true });
      if (step === undefined) continue;
      this.#caused(step, operation.id, "create");
      this.#read(`read changed ${index}`);
    }
  }

  /** What is refused is told to nobody. */
  refuse(created: Step): void {
    const { ground, n } = this.#options;
    const { create, changes } = ground.resource;
    const [change] = changes;
    const changed = change === undefined ? undefined : this.#about("refused change", change, { goOn: true });
    for (const [name, operation, step] of [
      ["refused creation", create, created],
      ["refused change", change, changed],
    ] as const) {
      if (operation === undefined || step === undefined) continue;
      const cases = negativeCases(operation, step.case, ground.planner);
      const broken = cases[Math.abs(seedOf(n, name)) % Math.max(1, cases.length)];
      if (broken !== undefined) this.call({ ...step, name, case: broken, goOn: true });
    }
  }

  remove(): void {
    const { ground, triggers } = this.#options;
    const { remove } = ground.resource;
    if (remove === undefined || !triggers.some(({ effect }) => effect === "remove")) return;
    const step = this.#about("delete", remove, { goOn: true });
    if (step === undefined) return;
    this.#caused(step, remove.id, "create");
    this.call({ ...step, name: "delete again", goOn: true });
  }

  /** What comes behind everything that must not come: another one is created, by each tenant. */
  createAgain(): void {
    const { ground, triggers, hasOtherTenant } = this.#options;
    const { create } = ground.resource;
    const isTold = triggers.some(({ effect }) => effect === "create");
    const again = isTold ? ground.step("create again", create, { n: 5, goOn: true }) : undefined;
    if (again === undefined) return this.quiet();
    this.#caused(again, create.id, "create again");
    if (!hasOtherTenant) return;
    const theirs = create.path.includes("{")
      ? undefined
      : ground.step("create of another", create, { n: 7, credential: "otherTenant", goOn: true });
    if (theirs === undefined) return this.quiet();
    this.call(theirs);
    this.steps.push({ do: "wait", until: { events: 1, of: "other" }, after: theirs.name });
  }

  quiet(): void {
    this.steps.push({ do: "wait", until: { quietMs } });
  }

  #caused(step: Step, operation: string, about: string): void {
    this.call(step);
    this.#expect(step.name, operation, about);
  }

  #expect(call: string, operation: string, about: string): void {
    for (const { operation: cause, message, effect } of this.#options.triggers) {
      if (cause.id !== operation) continue;
      this.dues.push({ call, message, to: "a", effect, about });
      this.steps.push({ do: "wait", until: { events: 1, message, of: "a" }, after: call });
    }
  }

  #read(name = "read"): void {
    const { get } = this.#options.ground.resource;
    const step = get === undefined ? undefined : this.#about(name, get, { goOn: true });
    if (step === undefined) return;
    this.call(step);
    this.#lastRead = name;
  }

  #about(name: string, operation: Operation, options: StepOptions): Step | undefined {
    const { ground } = this.#options;
    return ground.step(name, operation, {
      of: "create",
      takes: ground.version(operation, this.#lastRead),
      ...options,
    });
  }

  /** Where what is told here is not. */
  #anotherAddress(): ChannelAddress | undefined {
    const { channel, ground, n, abilities } = this.#options;
    const own = JSON.stringify(this.#address);
    const others = [1, 2, 3].map((more) =>
      addressOf(channel, { planner: ground.planner, n: n + more, isFree: abilities.freeNames }),
    );
    return others.find((each) => each !== undefined && JSON.stringify(each) !== own);
  }

  #elsewhere(other: Step): ChannelAddress {
    const values = valuesOf(other, this.#options.ground.resource.parameter);
    const parameters = Object.entries(this.#address.parameters);
    return {
      channel: this.#address.channel,
      parameters: Object.fromEntries(parameters.map(([name, value]) => [name, values.get(name) ?? value])),
    };
  }
}
