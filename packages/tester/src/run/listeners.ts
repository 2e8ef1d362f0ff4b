import { CutProxy } from "../connect/cut-proxy.js";
import type { Dialect, Link, Target } from "../connect/dialect.js";
import type { Scenario, ScenarioStep } from "../plan/scenario.js";
import { Impossible } from "./impossible.js";
import type { Journal } from "./journal.js";

type StepOf<Kind extends ScenarioStep["do"]> = Extract<ScenarioStep, { readonly do: Kind }>;

/** What listeners need to know. */
export interface ListenersOptions {
  readonly scenario: Scenario;
  readonly journal: Journal;
  /** The server under test. */
  readonly url: URL;
  /** Milliseconds until an opening, or an answer, is given up. */
  readonly timeoutMs: number;
}

/** Those who are connected in a scenario. */
export class Listeners {
  readonly #options: ListenersOptions;
  readonly #links = new Map<string, Link>();
  /** Those whose connection was cut: that it is closed then is told once. */
  readonly #cut = new Set<string>();
  /** Those who were not let in: what they would have done is left out. */
  readonly #refused = new Set<string>();
  readonly #proxies = new Map<string, CutProxy>();

  constructor(options: ListenersOptions) {
    this.#options = options;
  }

  /** True if the listener was not let in. */
  isRefused(as: string): boolean {
    return this.#refused.has(as);
  }

  /**
   * The connection of a listener.
   *
   * @throws {Impossible} if there is none
   */
  link(as: string): Link {
    const link = this.#links.get(as);
    if (link === undefined) throw new Impossible(`${as} is not connected`);
    return link;
  }

  /** Opens a connection in place of the one that the listener had. */
  async open(step: StepOf<"open">, dialect: Dialect, at: Target | undefined): Promise<void> {
    const { as, over, credential, resume, cut } = step;
    const { journal, timeoutMs, url } = this.#options;
    const before = this.#links.get(as);
    before?.abandon();
    this.#cut.delete(as);
    this.#refused.delete(as);
    const proxy = await this.#proxy(as);
    if (cut !== undefined) proxy?.cutNext(cut);
    journal.tell({ kind: "opening", by: as, over, credential });
    const link = await dialect.open({
      by: as,
      over,
      credential,
      url: proxy?.url ?? url,
      tell: (happening) => {
        if (happening.kind !== "closed" || !this.#cut.has(as)) journal.tell(happening);
      },
      timeoutMs,
      ...(at !== undefined && { at }),
      ...(resume !== undefined && before !== undefined && { resume: before }),
      ...(resume === "forged" && { forged: true }),
    });
    if (link === undefined) this.#refused.add(as);
    else this.#links.set(as, link);
  }

  /** Cuts the listener's connection, now or behind what the server sends from now on. */
  cutOff({ as, how, after }: StepOf<"cut">): void {
    const proxy = this.#proxies.get(as);
    if (after === undefined) proxy?.cutNow(how);
    else proxy?.cutLater({ after, how });
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    for (const link of this.#links.values()) link.abandon();
    await Promise.all([...this.#proxies.values()].map((each) => each.close()));
  }

  /** A proxy before those that are cut. */
  async #proxy(as: string): Promise<CutProxy | undefined> {
    const known = this.#proxies.get(as);
    const isCut = (step: ScenarioStep) =>
      (step.do === "cut" && step.as === as) || (step.do === "open" && step.as === as && step.cut !== undefined);
    if (known !== undefined || !this.#options.scenario.steps.some(isCut)) return known;
    const proxy = await CutProxy.start(this.#options.url, () => {
      this.#cut.add(as);
      this.#options.journal.tell({ kind: "closed", by: as, cause: "cut" });
    });
    this.#proxies.set(as, proxy);
    return proxy;
  }
}
