import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Json, Operation } from "@parlance/contract";
import type { Dialect, Target } from "../connect/dialect.js";
import type { Case } from "../plan/case.js";
import type { ChannelAddress, Scenario, ScenarioStep, SinkAnswer } from "../plan/scenario.js";
import type { Step } from "../plan/sequence.js";
import { type Exchange, isSuccess } from "./exchange.js";
import { filledCase, type Sources } from "./filled-case.js";
import { Impossible } from "./impossible.js";
import { Journal } from "./journal.js";
import { Listeners } from "./listeners.js";
import { valueAt } from "../values/pointer.js";
import type { RunParts } from "./parts.js";
import { Places, type TakenValue } from "./places.js";
import { perform } from "./sequencer.js";
import type { Entry, Happening } from "./story.js";
import { bodyOf, idFrom, type Performed, successOf } from "./trace.js";

/** An endpoint of the tester's that takes webhooks. */
export interface Sink {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens an endpoint that answers by a script, the last answer for all that follow, and tells each request as `hooked`. */
export type OpenSink = (options: {
  readonly as: string;
  readonly script: readonly SinkAnswer[];
  readonly tell: (happening: Happening) => void;
}) => Promise<Sink>;

/** What playing a scenario takes. */
export interface PlayOptions {
  readonly parts: Pick<RunParts, "contract" | "sender">;
  readonly dialects: readonly Dialect[];
  /** The server under test. */
  readonly url: URL;
  readonly signal: AbortSignal;
  /** Milliseconds in which what a step waits for must come. */
  readonly eventMs: number;
  /** Needed by scenarios that listen for webhooks. */
  readonly openSink?: OpenSink;
}

type StepOf<Kind extends ScenarioStep["do"]> = Extract<ScenarioStep, { readonly do: Kind }>;

/** Takes the steps of one scenario. */
export class Player {
  readonly #scenario: Scenario;
  readonly #options: PlayOptions;
  readonly #journal = new Journal();
  readonly #salt = randomUUID();
  readonly #places: Places;
  readonly #listeners: Listeners;
  readonly #sinks = new Map<string, Sink>();
  readonly #keys = new Map<string, string>();
  readonly #performed: Performed[] = [];
  /** True once an event did not come: those behind it are not waited for so long. */
  #hasMissed = false;

  constructor(scenario: Scenario, options: PlayOptions) {
    this.#scenario = scenario;
    this.#options = options;
    const { url, eventMs, dialects, parts } = options;
    this.#places = new Places(parts.contract, dialects);
    this.#listeners = new Listeners({ scenario, journal: this.#journal, url, timeoutMs: eventMs });
  }

  /** What has happened until now. */
  get entries(): readonly Entry[] {
    return this.#journal.entries;
  }

  /** Takes the steps as far as they lead; true if none was left out. */
  async play(): Promise<boolean> {
    let whole = true;
    for (const [index, step] of this.#scenario.steps.entries()) {
      if (this.#options.signal.aborted) return false;
      this.#journal.step = index;
      if (step.do !== "open" && "as" in step && this.#listeners.isRefused(step.as)) continue;
      try {
        await this.#take(step);
      } catch (error) {
        if (!(error instanceof Impossible)) throw error;
        this.#journal.tell({ kind: "failed", step: index, reason: error.message });
        whole = false;
        // Without its call nothing that follows is about what it is to be about.
        if (step.do === "call" || step.do === "listen") return false;
      }
    }
    return whole;
  }

  /** Ends every connection of the scenario. */
  async close(): Promise<void> {
    await Promise.all([this.#listeners, ...this.#sinks.values()].map((each) => each.close()));
  }

  async #take(step: ScenarioStep): Promise<void> {
    switch (step.do) {
      case "open":
        return await this.#open(step);
      case "subscribe":
        return await this.#listeners.link(step.as).subscribe(this.#target(step.to), step);
      case "unsubscribe":
        return await this.#listeners.link(step.as).unsubscribe(this.#target(step.from));
      case "publish":
        return await this.#listeners.link(step.as).publish(this.#target(step.to), step.data, this.#key(step.key));
      case "presence":
        return await this.#listeners.link(step.as).presence(this.#target(step.at), step.action, step.data);
      case "send":
        return await this.#listeners.link(step.as).send(step.frame, step.message);
      case "cut":
        return this.#listeners.cutOff(step);
      case "close":
        return await this.#listeners.link(step.as).close();
      case "call":
        return await this.#call(step.step);
      case "listen":
        return await this.#listen(step);
      case "wait":
        return await this.#wait(step);
    }
  }

  async #open(step: StepOf<"open">): Promise<void> {
    const { at, over } = step;
    const dialect = this.#places.dialect(at?.channel ?? this.#scenario.subject, over);
    await this.#listeners.open(step, dialect, at === undefined ? undefined : this.#target(at));
  }

  async #call(step: Step): Promise<void> {
    const { parts, signal } = this.#options;
    const operation = parts.contract.operations.find(({ id }) => id === step.case.operation);
    const filled = filledCase(step, this.#sources);
    if (operation === undefined || filled === undefined) {
      if (step.goOn === true) return;
      throw new Impossible(`what ${step.name} takes is not known`);
    }
    const send = async (testCase: Case, each: Operation): Promise<Exchange> => {
      const exchange = await parts.sender.send(testCase, each);
      this.#journal.tell({ kind: "called", name: step.name, exchange });
      return exchange;
    };
    const done = await perform(step, filled, operation, { send, signal });
    this.#performed.push(done);
    if (step.goOn !== true && !done.exchanges.every(isSuccess)) throw new Impossible(`${step.name} was refused`);
  }

  async #listen({ as, script }: StepOf<"listen">): Promise<void> {
    const { openSink } = this.#options;
    if (openSink === undefined) throw new Impossible("there is nothing to take webhooks");
    this.#sinks.set(as, await openSink({ as, script, tell: this.#journal.tell }));
  }

  async #wait({ until, after }: StepOf<"wait">): Promise<void> {
    const { signal, eventMs } = this.#options;
    if ("of" in until && typeof until.of === "string" && this.#listeners.isRefused(until.of)) return;
    if (after !== undefined && successOf(this.#sources, after) === undefined) return;
    if ("published" in until && !this.#subscribes(until.of)) return;
    if ("quietMs" in until) return void (await delay(until.quietMs, undefined, { signal }).catch(() => undefined));
    const isEvent = "events" in until || "frames" in until;
    const usualMs = isEvent && this.#hasMissed ? Math.ceil(eventMs / 4) : eventMs;
    const longestMs = "withinMs" in until ? (until.withinMs ?? usualMs) : usualMs;
    const sight = "published" in until ? { total: this.#published, of: until.of } : until;
    const hasCome = await this.#journal.until(sight, AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
    if (isEvent && !hasCome) this.#hasMissed = true;
  }

  /** True if the listener has subscribed until now, so that anything can come. */
  #subscribes(as: string): boolean {
    return this.#scenario.steps.slice(0, this.#journal.step).some((each) => each.do === "subscribe" && each.as === as);
  }

  /** How many messages were published until now. */
  get #published(): number {
    return this.#scenario.steps.slice(0, this.#journal.step).filter((each) => each.do === "publish").length;
  }

  #target(address: ChannelAddress): Target {
    return this.#places.target(address, (taken) => this.#told(taken));
  }

  #told({ from, pointer }: TakenValue): Json | undefined {
    return pointer === undefined ? idFrom(this.#sources, from)?.id : valueAt(bodyOf(this.#sources, from), pointer);
  }

  /** Servers remember names of publishes: each time they are others. */
  #key(name: string | undefined): string | undefined {
    return name === undefined ? undefined : `${this.#salt}-${name}`;
  }

  get #sources(): Sources {
    const urls = new Map([...this.#sinks].map(([name, { url }]) => [name, url]));
    const opened = this.entries.filter((each) => each.kind === "opened");
    const greetings = new Map(opened.map(({ by, detail }) => [by, detail ?? null]));
    return { performed: this.#performed, keys: this.#keys, urls, greetings };
  }
}
