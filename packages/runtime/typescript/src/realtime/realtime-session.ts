import type {
  AskBody,
  Command,
  ConnectionState,
  GapFrame,
  MakePart,
  MessageFrame,
  PresenceFrame,
  PublishBody,
  SessionEvent,
  SubscribeOptions,
  SubscriptionState,
} from "@parlance/protocol";
import { Session } from "@parlance/protocol";
import type { ParlanceError } from "../errors/parlance-error.js";
import { onAbort } from "./abortable.js";
import type { Codec } from "./codec.js";
import { jsonCodec } from "./codec.js";
import { Driver } from "./driver.js";
import { endOf, isFinal } from "./final-state.js";
import { Listeners } from "./listeners.js";
import { gapOf, messageOf } from "./message-of.js";
import { PublishGate } from "./publish-gate.js";
import type { RequestOptions } from "./publish.js";
import { RealtimeError } from "./realtime-error.js";
import type { RealtimeOptions } from "./realtime-options.js";
import type { Answer } from "./requests.js";
import { Requests } from "./requests.js";
import { sessionOptions } from "./session-options.js";
import { socketUrl } from "./socket-url.js";
import type { Timers } from "./timers.js";
import { systemTimers } from "./timers.js";
import { webSocket } from "./transports/web-socket.js";

/** What one subscription is told. */
export interface SubscriptionSink {
  message(frame: MessageFrame): void;
  gap(frame: GapFrame): void;
  live(): void;
  told(state: SubscriptionState): void;
}

/** What is told of a channel's presence. */
export type PresenceEvent = PresenceFrame | Extract<SessionEvent, { readonly type: "presenceSync" }>;

type ConnectedState = Extract<ConnectionState, { readonly status: "connected" }>;

const defaultTimeoutMs = 30_000;

/** What channels, presence and documents share of one client: its session, and who waits for what. */
export class RealtimeSession {
  readonly options: RealtimeOptions;
  readonly timers: Timers;
  readonly gate: PublishGate;
  readonly listeners = new Listeners();
  readonly #codec: Codec;
  readonly #session: Session;
  readonly #driver: Driver;
  readonly #requests = new Requests();
  readonly #subscriptions = new Map<number, SubscriptionSink>();
  readonly #presences = new Set<(event: PresenceEvent) => void>();
  readonly #waits = new Set<() => void>();
  #lastSubscription = 0;

  constructor(options: RealtimeOptions) {
    const { codec = jsonCodec, transport = webSocket(), clock = systemTimers } = options;
    this.options = options;
    this.timers = clock;
    this.#codec = codec;
    this.gate = new PublishGate(options.queue);
    this.#session = new Session(sessionOptions(options));
    this.#driver = new Driver({
      session: this.#session,
      url: socketUrl(options.url),
      token: options.token,
      transport,
      codec,
      timers: clock,
      onEvent: (event) => this.#tell(event),
      onMessage: (subscription, frame) => this.#subscriptions.get(subscription)?.message(frame),
    });
  }

  get state(): ConnectionState {
    return this.#session.state;
  }

  /** Gives the session a command, connecting first if nothing did yet. Throws what ended the client. */
  command(command: Command): void {
    const { state } = this;
    if (isFinal(state)) throw endOf(state);
    if (state.status === "idle" && command.type !== "connect") this.#driver.command({ type: "connect" });
    this.#driver.command(command);
  }

  /** Resolves when connected, at once if it is; connects if nothing did yet. */
  connected(signal?: AbortSignal): Promise<ConnectedState> {
    return new Promise((resolve, reject) => {
      if (this.state.status === "idle") this.command({ type: "connect" });
      const settle = (): void => {
        const { state } = this;
        if (state.status === "connected") resolve(state);
        else if (isFinal(state)) reject(endOf(state));
        else return;
        stopState();
        stopAbort();
      };
      const stopState = this.listeners.on("state", settle);
      const stopAbort = onAbort(signal, (error) => {
        stopState();
        reject(error);
      });
      settle();
    });
  }

  /** Makes a request of the session and resolves with its answer. */
  request(
    { timeoutMs = this.options.timeoutMs ?? defaultTimeoutMs, signal }: RequestOptions,
    body: AskBody,
    bytes?: number,
  ): Promise<Answer> {
    const { request, answer } = this.#requests.open();
    const stop = onAbort(signal, (error) => {
      this.#requests.fail(request, error);
      this.#driver.command({ type: "cancel", request });
    });
    try {
      if (!signal?.aborted)
        this.command({ type: "ask", request, body, bytes, timeoutMs: timeoutMs === false ? null : timeoutMs });
    } catch (error) {
      this.#requests.fail(request, error as Error);
    }
    return answer.finally(stop);
  }

  /** Subscribes for a sink, and gives the number the session knows it under. */
  subscribe(channel: string, options: SubscribeOptions, sink: SubscriptionSink): number {
    const subscription = ++this.#lastSubscription;
    this.#subscriptions.set(subscription, sink);
    this.command({ type: "subscribe", subscription, channel, options });
    return subscription;
  }

  /** Ends a subscription; its sink is told nothing more. */
  unsubscribe(subscription: number): void {
    if (this.#subscriptions.delete(subscription)) this.#driver.command({ type: "unsubscribe", subscription });
  }

  /** Adds a part to the session. */
  use(part: MakePart): void {
    this.#session.use(part);
  }

  /** About how large a publish is when it is sent. Throws what the codec throws of data that cannot be sent. */
  sizeOf(body: PublishBody): number {
    return this.#codec.encode([{ id: 0, publishId: "", ...body }], Infinity)[0]?.length ?? 0;
  }

  /** Tells of every channel's presence, until the function it returns is called. */
  onPresence(sink: (event: PresenceEvent) => void): () => void {
    this.#presences.add(sink);
    return () => void this.#presences.delete(sink);
  }

  /** Calls `wake` after so long, or as soon as the client has ended; never once the function it returns was called. */
  later(milliseconds: number, wake: () => void): () => void {
    const run = (): void => {
      cancel();
      wake();
    };
    const cancelTimer = this.timers.schedule(milliseconds, run);
    const cancel = (): void => {
      cancelTimer();
      this.#waits.delete(run);
    };
    this.#waits.add(run);
    return cancel;
  }

  /** Tells the `error` listeners. */
  report(error: ParlanceError): void {
    this.listeners.emit("error", error);
  }

  /** Does nothing once the client has ended, but for its listeners. */
  close(): void {
    if (isFinal(this.state)) this.listeners.clear();
    else this.#driver.command({ type: "close" });
  }

  #tell(event: SessionEvent): void {
    switch (event.type) {
      case "message":
        return this.#subscriptions.get(event.subscription)?.message(event.frame);
      case "gap":
        return this.#subscriptions.get(event.subscription)?.gap(event.frame);
      case "live":
        return this.#subscriptions.get(event.subscription)?.live();
      case "subscription":
        return this.#tellState(event.subscription, event.state);
      case "presence":
      case "presenceSync":
        for (const sink of this.#presences) sink(event.type === "presence" ? event.frame : event);
        return;
      case "settled":
        return this.#requests.settle(event.request, event.outcome);
      case "state":
        this.listeners.emit("state", event.state);
        if (isFinal(event.state)) this.#end();
        return;
      case "direct":
        return this.listeners.emit("direct", event.frame.type === "gap" ? gapOf(event.frame) : messageOf(event.frame));
      case "cast":
      case "unknown":
        return this.listeners.emit(event.type, event.frame as never);
      case "error":
        return this.report(new RealtimeError(event.error));
    }
  }

  #end(): void {
    for (const wake of this.#waits) wake();
    if (this.state.status === "closed") this.listeners.clear();
  }

  #tellState(subscription: number, state: SubscriptionState): void {
    const sink = this.#subscriptions.get(subscription);
    if (state.status === "unsubscribed") this.#subscriptions.delete(subscription);
    sink?.told(state);
  }
}
