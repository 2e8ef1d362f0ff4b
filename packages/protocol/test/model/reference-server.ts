import type { ClientFrame, Position, ServerFrame, Subscription } from "../../src/frames/frames.gen.js";
import { welcome } from "../../src/testing/rig.js";

/** How long the server of the model keeps a session and knows a publish again. */
export const windowMs = 20_000;

/** One channel and its log, kept as simply as the rules can be said. */
export class ReferenceServer {
  epoch = 1;
  /** What the log still holds; before `first` it was dropped. */
  #log: { readonly offset: number; readonly data: unknown }[] = [];
  #offset = 0;
  /** Everything that was ever appended by a client, in order. */
  readonly appended: unknown[] = [];
  readonly #known = new Map<string, { readonly at: number; readonly position: Position }>();
  #subscribers = new Set<number>();

  /** Sends a frame to the connection there is. */
  constructor(readonly send: (frame: ServerFrame) => void) {}

  get position(): Position {
    return { epoch: `e00${this.epoch}`, offset: this.#offset };
  }

  /** A message of anybody. */
  append(data: unknown): Position {
    const offset = ++this.#offset;
    this.#log.push({ offset, data });
    for (const wire of this.#subscribers) this.#message(wire, offset, data, false);
    return this.position;
  }

  loseHistory(): void {
    this.#log = [];
  }

  /** The log begins anew; whoever is connected is told. */
  changeEpoch(): void {
    const from = this.position;
    this.epoch += 1;
    this.#offset = 0;
    this.#log = [];
    for (const wire of this.#subscribers) {
      this.send({ type: "gap", ...address(wire), from, to: this.position, reason: "epoch_changed" });
    }
  }

  disconnected(): void {
    this.#subscribers.clear();
  }

  receive(frame: ClientFrame, now: number): void {
    switch (frame.type) {
      case "hello":
        this.disconnected();
        this.send({ ...welcome, id: frame.id, windowMs, resumed: frame.resume !== undefined });
        for (const each of frame.subscriptions ?? []) this.#subscribe(each);
        return;
      case "subscribe":
        return this.#subscribe(frame);
      case "unsubscribe":
        this.#subscribers.delete(frame.subscription ?? 0);
        return this.send({ type: "ok", id: frame.id });
      case "publish":
        return this.#publish(frame, now);
      case "ping":
        return this.send({ type: "pong" });
      default:
    }
  }

  #publish({ id, publishId, data }: ClientFrame & { readonly type: "publish" }, now: number): void {
    const known = this.#known.get(publishId);
    const again = known !== undefined && now - known.at <= windowMs;
    if (!again) {
      this.appended.push(data);
      this.#known.set(publishId, { at: now, position: this.append(data) });
    }
    this.send({ type: "ok", id, ...(again ? known.position : this.position), duplicate: again });
  }

  #subscribe({ id, subscription: wire = 0, since }: Subscription): void {
    const { epoch, offset } = this.position;
    const oldest = this.#log[0]?.offset ?? offset + 1;
    const whole = since?.epoch === epoch && since.offset >= oldest - 1;
    const recovered = since === undefined ? "none" : whole ? "yes" : "no";
    const missed = since !== undefined && whole ? this.#log.filter((each) => each.offset > since.offset) : [];
    const start = since !== undefined && whole ? since.offset : offset;
    this.send({ type: "ok", id, ...address(wire), epoch, offset: start, recovered, count: missed.length });
    if (since !== undefined && !whole) {
      const reason = since.epoch === epoch ? "history_exceeded" : "epoch_changed";
      this.send({ type: "gap", ...address(wire), from: since, to: this.position, reason });
    }
    for (const each of missed) this.#message(wire, each.offset, each.data, true);
    this.send({ type: "live", ...address(wire) });
    this.#subscribers.add(wire);
  }

  #message(wire: number, offset: number, data: unknown, replay: boolean): void {
    this.send({ type: "message", ...address(wire), offset, data, ...(replay ? { replay } : {}) });
  }
}

function address(wire: number): { readonly channel: string; readonly subscription?: number } {
  return wire === 0 ? { channel: "chat" } : { channel: "chat", subscription: wire };
}
