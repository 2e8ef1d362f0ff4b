import type { ClientFrame, ServerFrame, SubscribeOk, WelcomeFrame } from "../frames/frames.gen.js";
import type { Command, PublishBody, SubscribeOptions } from "../session/command.js";
import type { Effect } from "../session/effect.js";
import type { Input } from "../session/input.js";
import type { Outcome, SessionEvent } from "../session/session-event.js";
import type { SessionOptions } from "../session/session-options.js";
import { Session } from "../session/session.js";

type Kind<Union extends { readonly type: string }, Type> = Extract<Union, { readonly type: Type }>;

/** A `welcome` with the numbers that the platform gives by default. */
export const welcome: WelcomeFrame = {
  type: "welcome",
  id: 1,
  connection: "conn_LxQ2vTn8WbHs4Kd9",
  session: "secret-1",
  user: "ada",
  inbox: null,
  pingMs: 25_000,
  pongWaitMs: 10_000,
  tokenTtlMs: null,
  resumed: false,
  windowMs: 120_000,
  limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
  retry: { minMs: 400, maxMs: 20_000 },
  now: 1_795_253_400_000,
};

/** A session in the hands of a test, which is its driver, its network and its clock. Random is always one half. */
export class Rig {
  readonly session: Session;
  now = 0;
  /** Everything asked for since `clear`. */
  effects: Effect[] = [];
  /** The time of the last `wake`. */
  wakeAt: number | null = null;
  transport = 0;

  constructor(options: Partial<SessionOptions> = {}) {
    const client = { name: "test", version: "1.0.0" };
    this.session = new Session({ client, instance: "me", random: () => 0.5, ...options });
  }

  command(command: Command): this {
    return this.#take(this.session.command(command, this.now));
  }

  input(input: Input): this {
    return this.#take(this.session.input(input, this.now));
  }

  /** Frames of the server on the newest transport. */
  frames(...frames: readonly ServerFrame[]): this {
    for (const frame of frames) this.input({ type: "frame", transport: this.transport, frame });
    return this;
  }

  /** Lets time pass, waking the session whenever it asked for it. */
  pass(ms: number): this {
    const end = this.now + ms;
    while (this.wakeAt !== null && this.wakeAt <= end) {
      this.now = Math.max(this.now, this.wakeAt);
      this.wakeAt = null;
      this.#take(this.session.tick(this.now));
    }
    this.now = end;
    return this;
  }

  /** Connects from the beginning, or answers the attempt that is under way. */
  connected(changes: Partial<WelcomeFrame> = {}): this {
    if (this.session.state.status === "idle") this.command({ type: "connect" });
    if (this.of("fetchToken").length > 0 && this.transport === 0) this.input({ type: "token", token: "token-1" });
    return this.opened().frames({ ...welcome, ...changes });
  }

  opened(): this {
    return this.input({ type: "opened", transport: this.transport });
  }

  /** The connection breaks. */
  cut(code = 1006, reason = ""): this {
    return this.input({ type: "closed", transport: this.transport, code, reason });
  }

  /** The connection breaks, and time passes until the first retry has a transport. */
  reconnecting(): this {
    return this.cut().pass(250);
  }

  subscribe(subscription: number, channel = "chat", options: SubscribeOptions = {}): this {
    return this.command({ type: "subscribe", subscription, channel, options });
  }

  publish(
    request: number,
    message: Partial<PublishBody> = {},
    more: { bytes?: number; timeoutMs?: number } = {},
  ): this {
    const { bytes = 100, timeoutMs = null } = more;
    return this.command({
      type: "ask",
      request,
      body: { type: "publish", channel: "chat", data: request, ...message },
      bytes,
      timeoutMs,
    });
  }

  /** Answers the newest `subscribe`, also one inside `hello`. */
  subscribeOk(changes: Partial<SubscribeOk> = {}): this {
    const channel = "chat";
    const asked = this.sent("hello").at(-1)?.subscriptions?.at(-1)?.id ?? 0;
    const id = Math.max(asked, this.sent("subscribe").at(-1)?.id ?? 0);
    return this.frames({ type: "ok", id, channel, epoch: "e001", offset: 0, recovered: "none", count: 0, ...changes });
  }

  message(offset: number, more: Partial<Kind<ServerFrame, "message">> = {}): this {
    return this.frames({ type: "message", channel: "chat", offset, ...more });
  }

  clear(): this {
    this.effects = [];
    return this;
  }

  of<Type extends Effect["type"]>(type: Type): Kind<Effect, Type>[] {
    return this.effects.filter((each): each is Kind<Effect, Type> => each.type === type);
  }

  /** Frames sent. */
  sent<Type extends ClientFrame["type"]>(type: Type): Kind<ClientFrame, Type>[] {
    return this.of("send").flatMap(({ frame }) => (frame.type === type ? [frame as Kind<ClientFrame, Type>] : []));
  }

  /** Events emitted. */
  told<Type extends SessionEvent["type"]>(type: Type): Kind<SessionEvent, Type>[] {
    return this.of("emit").flatMap(({ event }) => (event.type === type ? [event as Kind<SessionEvent, Type>] : []));
  }

  outcome(request: number): Outcome | undefined {
    const outcomes = this.told("settled").filter((each) => each.request === request);
    if (outcomes.length > 1) throw new Error(`Request ${request} was settled ${outcomes.length} times.`);
    return outcomes[0]?.outcome;
  }

  /** The offsets of the messages emitted. */
  get offsets(): (number | undefined)[] {
    return this.told("message").map(({ frame }) => frame.offset);
  }

  #take(effects: readonly Effect[]): this {
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.type === "wake") this.wakeAt = effect.at;
      if (effect.type === "open") this.transport = effect.transport;
    }
    return this;
  }
}
