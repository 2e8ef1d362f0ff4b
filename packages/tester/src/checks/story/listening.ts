import type { CredentialClass } from "../../plan/case.js";
import type { Transport } from "../../plan/scenario.js";
import type { Delivered, Entry, Story, SubscriptionTold } from "../../run/story.js";

/** One thing that befell a subscription. `entry` is the index in the story. */
export type Mark =
  | { readonly kind: "delivered"; readonly entry: number; readonly delivered: Delivered }
  | { readonly kind: "told"; readonly entry: number; readonly told: SubscriptionTold }
  /** The connection is gone. `refused`: the server did not open it. */
  | { readonly kind: "lost"; readonly entry: number; readonly refused?: true }
  /** It is opened again, to go on. */
  | { readonly kind: "resuming"; readonly entry: number; readonly forged: boolean };

/** What one listener got from one address, from where its subscription held until it was given up, over all connections in between. */
export interface Listening {
  readonly by: string;
  readonly channel: string;
  readonly address: string;
  readonly over: Transport;
  readonly credential: CredentialClass;
  /** Index of the step during which it began to hold. */
  readonly since: number;
  readonly marks: readonly Mark[];
}

/** Takes a story apart into what each listener got from each address. */
export function listeningsOf(story: Story): readonly Listening[] {
  const reader = new Reader(story);
  for (const [index, entry] of story.entries.entries()) reader.read(entry, index);
  return reader.all;
}

type Growing = Listening & { readonly marks: Mark[] };
type Subscribed = Extract<Entry, { readonly kind: "delivered" | "subscription" }>;

class Reader {
  readonly all: Growing[] = [];
  readonly #story: Story;
  readonly #openings = new Map<string, Extract<Entry, { readonly kind: "opening" }>>();
  #current: readonly Growing[] = [];
  #nextStep = 0;

  constructor(story: Story) {
    this.#story = story;
  }

  read(entry: Entry, index: number): void {
    for (; this.#nextStep <= entry.step; this.#nextStep += 1) this.#endBy(this.#nextStep);
    switch (entry.kind) {
      case "opening":
        return this.#open(entry, index);
      case "closed":
        return this.#mark(entry.by, { kind: "lost", entry: index });
      case "refused":
        return this.#mark(entry.by, { kind: "lost", entry: index, ...(!this.#isCut(entry) && { refused: true }) });
      case "delivered":
        this.#listening(entry)?.marks.push({ kind: "delivered", entry: index, delivered: entry.delivered });
        return;
      case "subscription":
        this.#listening(entry)?.marks.push({ kind: "told", entry: index, told: entry.told });
        return;
    }
  }

  /** Who subscribes from the start may get again what it has; who unsubscribes gets nothing. */
  #endBy(index: number): void {
    const step = this.#story.scenario.steps[index];
    if (step?.do === "unsubscribe") this.#end(step.as, step.from.channel);
    if (step?.do === "subscribe" && step.from === "start") this.#end(step.as, step.to.channel);
  }

  #open(entry: Extract<Entry, { readonly kind: "opening" }>, index: number): void {
    const { by } = entry;
    const before = this.#openings.get(by);
    const step = this.#story.scenario.steps[entry.step];
    const resume = step?.do === "open" ? step.resume : undefined;
    this.#openings.set(by, entry);
    if (resume === undefined || before?.credential !== entry.credential) this.#end(by);
    else this.#mark(by, { kind: "resuming", entry: index, forged: resume === "forged" });
  }

  /** True if the connection was cut before it was open, in this very step. */
  #isCut({ by, step }: Extract<Entry, { readonly kind: "refused" }>): boolean {
    return this.#story.entries.some(
      (each) => each.kind === "closed" && each.cause === "cut" && each.by === by && each.step === step,
    );
  }

  #listening(entry: Subscribed): Growing | undefined {
    const { by } = entry;
    const { channel, address } = entry.kind === "delivered" ? entry.delivered : entry;
    const known = this.#current.find((each) => each.by === by && each.address === address);
    const opening = this.#openings.get(by);
    if (known !== undefined || opening === undefined) return known;
    if (entry.kind === "subscription" && entry.told.kind !== "held") return undefined;
    const { over, credential } = opening;
    const begun: Growing = { by, channel, address, over, credential, since: entry.step, marks: [] };
    this.all.push(begun);
    this.#current = [...this.#current, begun];
    return begun;
  }

  #mark(by: string, mark: Mark): void {
    for (const each of this.#current) if (each.by === by) each.marks.push(mark);
  }

  #end(by: string, channel?: string): void {
    this.#current = this.#current.filter(
      (each) => each.by !== by || (channel !== undefined && each.channel !== channel),
    );
  }
}
