import { valueAt, withValueAt } from "./pointer.js";
import type { SocketContext } from "./socket-context.js";
import type { SocketMessage, SubscriptionRule } from "./socket-descriptor.js";

interface Subscribed {
  readonly key: unknown;
  readonly payload: unknown;
  /** That of the last message that came for it. */
  position: unknown;
}

/** What the application subscribed to by key, and how far each was heard. */
export class Subscriptions {
  readonly #context: SocketContext;
  readonly #all = new Map<number, Subscribed>();

  constructor(context: SocketContext) {
    this.#context = context;
  }

  get #rule(): SubscriptionRule | undefined {
    return this.#context.descriptor.subscription;
  }

  /** Several of one key are one for the server. */
  add(subscription: number, payload: unknown): void {
    const key = keyOf(valueAt(payload, this.#rule?.key ?? ""));
    const others = this.#of(key);
    this.#all.set(subscription, { key, payload, position: undefined });
    if (others.length === 0) this.#ask(payload, undefined);
  }

  remove(subscription: number): void {
    const { unsubscribe, key: pointer = "" } = this.#rule ?? {};
    const found = this.#all.get(subscription);
    this.#all.delete(subscription);
    if (!found || !unsubscribe || this.#of(found.key).length > 0) return;
    const payload = withValueAt(unsubscribe.payload, pointer, valueAt(found.payload, pointer));
    this.#context.send({ ...unsubscribe, payload });
  }

  /** Asks again for all of them, on a new connection. */
  restore(): void {
    const asked = new Set<unknown>();
    for (const { key, payload, position } of this.#all.values()) {
      if (!asked.has(key)) this.#ask(payload, position);
      asked.add(key);
    }
  }

  /** The subscriptions that a message is for; its position is theirs from now on. */
  received({ payload }: SocketMessage, position: unknown): readonly number[] {
    const rule = this.#rule;
    const value = rule && valueAt(payload, rule.of);
    if (value === undefined) return [];
    const found = this.#of(keyOf(value));
    for (const [, subscribed] of found) subscribed.position = position ?? subscribed.position;
    return found.map(([subscription]) => subscription);
  }

  #of(key: unknown): [number, Subscribed][] {
    return [...this.#all].filter(([, each]) => each.key === key);
  }

  #ask(payload: unknown, position: unknown): void {
    const { subscription, resume } = this.#context.descriptor;
    if (!subscription) return;
    const name = subscription.subscribe;
    const goesOn = position !== undefined && resume && "message" in resume && resume.message.name === name;
    this.#context.send({ name, payload: goesOn ? withValueAt(payload, resume.pointer, position) : payload });
  }
}

/** Keys that are lists or objects are compared by their JSON. */
function keyOf(value: unknown): unknown {
  return typeof value === "object" ? JSON.stringify(value) : value;
}
