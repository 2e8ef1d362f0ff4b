import type { ClientFrame, ServerFrame } from "../../src/frames/frames.gen.js";
import type { Command, Effect, Input, Session, SessionOptions } from "../../src/index.js";
import { Invariants, must } from "./invariants.js";
import { ReferenceServer } from "./reference-server.js";

/** The class under test: the real one, or one that was broken on purpose. */
export type SessionClass = new (options: SessionOptions) => Session;

/** A session, a server and the wire between them, in virtual time. Frames lie on the wire until they are delivered. */
export class World {
  readonly session: Session;
  readonly invariants = new Invariants();
  readonly server = new ReferenceServer((frame) => this.down.push(frame));
  now = 0;
  up: ClientFrame[] = [];
  down: ServerFrame[] = [];
  /** Publishes of the session, in the order of the commands. */
  published = 0;
  #transport: number | null = null;
  #wakeAt: number | null = null;
  #subscriptions = 0;
  #silent = false;

  constructor(session: SessionClass, random: () => number) {
    this.session = new session({ client: { name: "model", version: "1" }, instance: "me", random });
    this.command({ type: "connect" });
    this.subscribe();
  }

  command(command: Command): void {
    this.#take(this.session.command(command, this.now));
  }

  input(input: Input): void {
    this.#take(this.session.input(input, this.now));
  }

  subscribe(): void {
    const subscription = ++this.#subscriptions;
    this.invariants.subscribed(subscription);
    this.command({ type: "subscribe", subscription, channel: "chat", options: {} });
  }

  unsubscribe(): void {
    const [subscription] = this.invariants.positions.keys();
    if (subscription !== undefined) this.command({ type: "unsubscribe", subscription });
  }

  publish(): void {
    const request = ++this.published;
    this.command({
      type: "ask",
      request,
      body: { type: "publish", channel: "chat", data: request },
      bytes: 50,
      timeoutMs: 120_000,
    });
  }

  /** The application lets go of the connection. What lies on the wire upwards still arrives: it is closed in order. */
  disconnect(): void {
    this.invariants.parked = true;
    this.command({ type: "disconnect" });
  }

  connect(): void {
    this.invariants.connects();
    this.command({ type: "connect" });
  }

  /** The channel waits for an authorisation, or goes on. */
  hold(holds: boolean): void {
    if (holds === this.invariants.held) return;
    this.invariants.held = holds;
    this.command({ type: holds ? "hold" : "letGo", channel: "chat" });
  }

  /** The application no longer waits for its newest publish. */
  cancel(): void {
    this.command({ type: "cancel", request: this.published });
  }

  /** The wire swallows everything, in both directions, and does not break. */
  silence(): void {
    this.#silent = this.#transport !== null;
  }

  /** Delivers some frames of each direction, all at most. */
  deliver(count: number): void {
    if (this.#silent) {
      this.up = [];
      this.down = [];
    }
    for (let left = count; left > 0 && this.up.length + this.down.length > 0; left--) {
      const up = this.up.shift();
      if (up !== undefined) this.server.receive(up, this.now);
      const down = this.down.shift();
      if (down !== undefined && this.#transport !== null) this.#frame(this.#transport, down);
    }
  }

  /** An old transport speaks. */
  ghost(frame: ServerFrame): void {
    this.#frame((this.#transport ?? 1) - 1, frame);
  }

  /** The wire breaks: what lay on it upwards may still arrive, what lay on it downwards is lost. */
  cut(code: number, arrives: boolean): void {
    const transport = this.#transport;
    if (transport === null) return;
    if (arrives && !this.#silent) for (const frame of this.up) this.server.receive(frame, this.now);
    this.#forget();
    this.invariants.transportClosed(transport);
    this.input({ type: "closed", transport, code, reason: "" });
    if (code < 4100 && (code >= 4000 || code === 1000)) this.invariants.finalClose();
  }

  /** The transport is full, or has room again. */
  pressure(paused: boolean): void {
    if (this.#transport !== null) this.input({ type: "pressure", transport: this.#transport, paused });
  }

  /** Both ends may act at once on something else than time. */
  wake(input: Input): void {
    this.invariants.awake();
    this.input(input);
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (let wakes = 0; this.#wakeAt !== null && this.#wakeAt <= end; wakes++) {
      must(wakes < 1_000, "the session asks to be woken again and again");
      this.now = Math.max(this.now, this.#wakeAt);
      this.#wakeAt = null;
      this.#take(this.session.tick(this.now));
    }
    this.now = end;
  }

  /** Lets everything come to rest, then checks what must hold there. */
  rest(): void {
    this.wake({ type: "network", online: true });
    this.pressure(false);
    this.hold(false);
    this.connect();
    for (let round = 0; round < 200; round++) {
      this.deliver(1_000);
      this.pass(1_000);
      // What was lost last shows only when something follows.
      if (round === 100) this.server.append("the last");
    }
    const ended = this.session.state.status === "failed";
    must(!ended || this.invariants.final, "I6: the session has failed, and nobody refused it for good");
    must(ended || this.session.state.status === "connected", `at rest the session is ${this.session.state.status}`);
    for (let request = 1; request <= this.published; request++) this.#settled(request);
    must(
      isIncreasing(this.server.appended),
      `the log has ${this.server.appended.join()}, not in the order of publishing`,
    );
    if (ended) return;
    const head = this.server.position;
    for (const [subscription, position] of this.invariants.positions) {
      const there = position?.epoch === head.epoch && position.offset === head.offset;
      must(
        there,
        `I1: at rest subscription ${subscription} is at ${position?.epoch}:${position?.offset}, the log at ${head.epoch}:${head.offset}`,
      );
    }
  }

  #settled(request: number): void {
    const status = this.invariants.settled.get(request);
    const times = this.server.appended.filter((data) => data === request).length;
    must(status !== undefined, `I2: publish ${request} never settles`);
    must(times <= 1, `I3: publish ${request} is in the log ${times} times`);
    must(status !== "ok" || times === 1, `I3: publish ${request} is acknowledged and not in the log`);
    must(status !== "failed" || times === 0, `I2: publish ${request} has failed and is in the log`);
  }

  #frame(transport: number, frame: ServerFrame): void {
    this.input({ type: "frame", transport, frame });
  }

  #forget(): void {
    this.#silent = false;
    this.#transport = null;
    this.up = [];
    this.down = [];
    this.server.disconnected();
  }

  #take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      this.invariants.effect(effect, this.now);
      if (effect.type === "wake") this.#wakeAt = effect.at;
      if (effect.type === "send" && effect.transport === this.#transport) this.up.push(effect.frame);
      if (effect.type === "close" && effect.transport === this.#transport) this.#forget();
      if (effect.type === "fetchToken") this.input({ type: "token", token: "token" });
      if (effect.type === "open") {
        this.#transport = effect.transport;
        this.input({ type: "opened", transport: effect.transport });
      }
    }
  }
}

function isIncreasing(values: readonly unknown[]): boolean {
  return values.every((value, index) => index === 0 || Number(values[index - 1]) < Number(value));
}
