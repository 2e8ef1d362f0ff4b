import type { CredentialClass } from "../plan/case.js";
import type { ChannelAddress, ScenarioStep, Transport } from "../plan/scenario.js";
import type { Delivered, Entry, Happening, Story, SubscriptionTold } from "../run/story.js";

/** The channel that all of it is about. */
const to: ChannelAddress = { channel: "chat", parameters: { room: "1" } };
const [channel, address] = ["chat", "chat/1"];

/** Writes a story by hand, step by step, for the checks to look at. */
export class Tale {
  readonly #steps: ScenarioStep[] = [];
  readonly #entries: Entry[] = [];

  /** Opens a connection, or opens it again. */
  open(
    as: string,
    {
      over = "websocket",
      credential = "valid",
      resume,
      resumed,
    }: {
      readonly over?: Transport;
      readonly credential?: CredentialClass;
      readonly resume?: true | "forged";
      readonly resumed?: boolean;
    } = {},
  ): this {
    this.step({ do: "open", as, over, credential, ...(resume !== undefined && { resume }) });
    this.happens({ kind: "opening", by: as, over, credential });
    return this.happens({ kind: "opened", by: as, ...(resumed !== undefined && { resumed }) });
  }

  /** Opens a connection that goes on, and is told that its subscription holds. */
  resume(as: string, told: Partial<Extract<SubscriptionTold, { readonly kind: "held" }>> = {}): this {
    return this.open(as, { resume: true }).told(as, { kind: "held", ...told });
  }

  subscribe(as: string, from?: "start"): this {
    this.step({ do: "subscribe", as, to, ...(from !== undefined && { from }) });
    return this.told(as, { kind: "held" });
  }

  unsubscribe(as: string): this {
    return this.step({ do: "unsubscribe", as, from: to });
  }

  /** Publishes numbered data. */
  publish(n: number, as = "publisher"): this {
    return this.step({ do: "publish", as, to, data: { n } });
  }

  /** Publishes, and it comes to all of these at the position of its number. */
  publishTo(n: number, ...listeners: readonly string[]): this {
    this.publish(n);
    for (const by of listeners) this.comes(by, n);
    return this;
  }

  /** A message comes. Its number is its position. */
  comes(by: string, n: number, more: Partial<Delivered> = {}): this {
    const delivered = { channel, address, data: { n }, id: `m${n}`, position: { epoch: "e", offset: n }, ...more };
    return this.happens({ kind: "delivered", by, delivered });
  }

  told(by: string, told: SubscriptionTold): this {
    return this.happens({ kind: "subscription", by, channel, address, told });
  }

  cut(as: string): this {
    return this.step({ do: "cut", as, how: "reset" }).happens({ kind: "closed", by: as, cause: "cut" });
  }

  /** Waits until one has all that the other has. */
  wait(of: string, caughtUp: string): this {
    return this.step({ do: "wait", until: { caughtUp, of } });
  }

  step(step: ScenarioStep): this {
    this.#steps.push(step);
    return this;
  }

  /** Adds an entry to the step that was taken last. */
  happens(happening: Happening): this {
    this.#entries.push({ ...happening, step: this.#steps.length - 1, atMs: this.#entries.length });
    return this;
  }

  story(whole = true): Story {
    return { scenario: { kind: "resume", subject: channel, steps: this.#steps }, entries: this.#entries, whole };
  }
}
