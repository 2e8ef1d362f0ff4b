import type {
  AskBody,
  Command,
  ConnectionState,
  MakePart,
  Outcome,
  SessionEvent,
  SubscribeOptions,
  SubscriptionState,
} from "@parlance/protocol";
import { Session } from "@parlance/protocol";
import type { ParlanceError } from "../errors/parlance-error.js";
import { abortErrorOf, onAbort } from "./abortable.js";
import { checkOptions, checkTimeout } from "./check-options.js";
import { Driver } from "./driver.js";
import { endOf, errorOf, isFinal } from "./final-state.js";
import { Listeners } from "./listeners.js";
import { gapOf, messageOf } from "./message-of.js";
import type { Answer } from "./outcome.js";
import { errorOfOutcome } from "./outcome.js";
import type { PublishGate } from "./publish-gate.js";
import type { RequestOptions } from "./publish.js";
import type { RealtimeOptions } from "./realtime-options.js";
import { sendableLength } from "./sendable.js";
import { sessionOptions } from "./session-options.js";
import type { SubscriptionSink } from "./subscription-sink.js";
import type { Timers } from "./timers.js";
import { systemTimers } from "./timers.js";

/** What channels, presence and documents share of one client: its session, and who waits for what. */
export class RealtimeSession {
  readonly options: RealtimeOptions;
  readonly timers: Timers;
  /** What publishes wait at, if the policy of the queue is `block`. */
  readonly gate: PublishGate | undefined;
  readonly listeners = new Listeners();
  readonly #session: Session;
  readonly #driver: Driver;
  readonly #requests = new Map<number, (outcome: Outcome) => void>();
  readonly #subscriptions = new Map<number, SubscriptionSink>();
  /** The number of the newest request or subscription. */
  #lastNumber = 0;
  /** Whether the first use connects: not after `disconnect`. */
  #connects = true;

  constructor(options: RealtimeOptions) {
    const { clock = systemTimers, queue = {} } = options;
    checkOptions(options);
    this.options = options;
    this.timers = clock;
    this.gate = typeof queue.policy === "function" ? queue.policy(queue) : undefined;
    this.#session = new Session(sessionOptions(options));
    this.#driver = new Driver({
      ...options,
      session: this.#session,
      timers: clock,
      onEvent: (event) => this.#tell(event),
      onMessage: (subscription, frame) => this.#subscriptions.get(subscription)?.message(frame),
    });
  }

  get state(): ConnectionState {
    return this.#session.state;
  }

  /** Gives the session a command, connecting first if nothing did yet and nobody disconnected. Throws what ended the client. */
  command(command: Command): void {
    const { state } = this;
    if (isFinal(state)) throw endOf(state);
    this.begin();
    this.#driver.command(command);
  }

  /** Connects if nothing did yet and nobody disconnected. */
  begin(): void {
    if (this.state.status === "idle" && this.#connects) this.#driver.command({ type: "connect" });
  }

  /** Connects if nothing did yet, also after `disconnect`. Throws what ended the client. */
  connect(): void {
    this.#connects = true;
    this.command({ type: "connect" });
  }

  /** Lets go of the connection until `connect`. Does nothing once the client has ended. */
  disconnect(): void {
    this.#connects = false;
    this.#driver.command({ type: "disconnect" });
  }

  /** Makes a request of the session and resolves with its answer. */
  request(
    { timeoutMs = this.options.timeoutMs ?? 30_000, signal }: RequestOptions,
    body: AskBody,
    bytes = sendableLength(body),
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw abortErrorOf(signal);
      checkTimeout(timeoutMs);
      const request = ++this.#lastNumber;
      const stop = onAbort(signal, (error) => {
        reject(error);
        this.#driver.command({ type: "cancel", request });
      });
      this.#requests.set(request, (outcome) => {
        stop();
        if (outcome.status === "ok") resolve(outcome.frame);
        else reject(errorOfOutcome(outcome));
      });
      this.command({ type: "ask", request, body, bytes, timeoutMs: timeoutMs === false ? null : timeoutMs });
    });
  }

  /** Calls a method without an answer, if there is a connection. Throws a `RealtimeError` if it holds what cannot be sent. */
  cast(call: { readonly method: string; readonly params?: Readonly<Record<string, unknown>> }): void {
    sendableLength(call);
    this.command({ type: "cast", ...call });
  }

  /** Subscribes for a sink, and gives the number the session knows it under. */
  subscribe(channel: string, options: SubscribeOptions, sink: SubscriptionSink): number {
    sendableLength(options);
    const subscription = ++this.#lastNumber;
    this.#subscriptions.set(subscription, sink);
    this.command({ type: "subscribe", subscription, channel, options });
    return subscription;
  }

  /** Ends a subscription; its sink is told nothing more. */
  unsubscribe(subscription: number): void {
    if (this.#subscriptions.delete(subscription)) this.#driver.command({ type: "unsubscribe", subscription });
  }

  /** Lets what is asked of a channel wait, or lets it go. */
  hold(channel: string, holds: boolean): void {
    this.#driver.command({ type: holds ? "hold" : "letGo", channel });
  }

  /** Adds a part to the session. */
  use(part: MakePart): void {
    this.#session.use(part);
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
    const { listeners } = this;
    switch (event.type) {
      case "message":
      case "gap":
        return this.#subscriptions.get(event.subscription)?.[event.type](event.frame as never);
      case "live":
        return this.#subscriptions.get(event.subscription)?.live();
      case "subscription":
        return this.#tellState(event.subscription, event.state);
      case "settled": {
        const settle = this.#requests.get(event.request);
        this.#requests.delete(event.request);
        return settle?.(event.outcome);
      }
      case "state":
        listeners.emit("state", event.state);
        if (event.state.status === "closed") listeners.clear();
        return;
      case "direct":
        return listeners.emit("direct", event.frame.type === "gap" ? gapOf(event.frame) : messageOf(event.frame));
      case "presence":
      case "presenceSync":
        return listeners.emit("presence", event);
      case "cast":
      case "unknown":
        return listeners.emit(event.type, event.frame as never);
      case "error":
        return this.report(errorOf(event.error));
    }
  }

  #tellState(subscription: number, state: SubscriptionState): void {
    const sink = this.#subscriptions.get(subscription);
    if (state.status === "unsubscribed") this.#subscriptions.delete(subscription);
    sink?.told(state);
  }
}
