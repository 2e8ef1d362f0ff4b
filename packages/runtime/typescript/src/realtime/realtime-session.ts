import type {
  ClientFrame,
  Command,
  ConnectionState,
  GapFrame,
  MessageFrame,
  PresenceFrame,
  QueueBounds,
  SessionEvent,
  SessionOptions,
  SubscribeOptions,
  SubscriptionState,
} from "@parlance/protocol";
import { Session } from "@parlance/protocol";
import type { ParlanceError } from "../errors/parlance-error.js";
import { randomId } from "../http/random-id.js";
import { onAbort } from "./abortable.js";
import type { Codec } from "./codec.js";
import { jsonCodec } from "./codec.js";
import { ClosedError } from "./closed-error.js";
import type { FinalState } from "./driver.js";
import { Driver, isFinal } from "./driver.js";
import { Listeners } from "./listeners.js";
import { gapOf, messageOf } from "./message-of.js";
import { PublishGate } from "./publish-gate.js";
import type { RequestOptions } from "./publish.js";
import { RealtimeError } from "./realtime-error.js";
import type { QueueOptions, RealtimeOptions } from "./realtime-options.js";
import type { Answer } from "./requests.js";
import { Requests } from "./requests.js";
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

/** The version of this package; its build and its tests put it in. */
declare const runtimeVersion: string;

const defaultTimeoutMs = 30_000;

function sessionOptions({ client, queue, backoff }: RealtimeOptions): SessionOptions {
  return {
    client: client ?? { name: "parlance-runtime", version: runtimeVersion },
    instance: randomId(),
    random: Math.random,
    retry: { minMs: backoff?.minMs ?? 500, maxMs: backoff?.maxMs ?? 20_000 },
    queue: queueBounds(queue),
  };
}

/** What ended a client. */
function endOf(state: FinalState): RealtimeError {
  return state.status === "failed" ? new RealtimeError(state.error) : new ClosedError();
}

/** With the policy `block` no more is handed to the session than it takes. */
function queueBounds({ messages, bytes, policy }: QueueOptions = {}): QueueBounds {
  return {
    ...(messages !== undefined && { count: messages }),
    ...(bytes !== undefined && { bytes }),
    policy: policy === "drop-oldest" ? policy : "reject",
  };
}

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
    commandOf: (request: number, timeoutMs: number | null) => Command,
  ): Promise<Answer> {
    const { request, answer } = this.#requests.open();
    const stop = onAbort(signal, (error) => {
      this.#requests.fail(request, error);
      if (!isFinal(this.state)) this.#driver.command({ type: "cancel", request });
    });
    try {
      if (!signal?.aborted) this.command(commandOf(request, timeoutMs === false ? null : timeoutMs));
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
    if (!this.#subscriptions.delete(subscription) || isFinal(this.state)) return;
    this.#driver.command({ type: "unsubscribe", subscription });
  }

  /** About how large a frame is when it is sent. Throws what the codec throws of data that cannot be sent. */
  sizeOf(frame: ClientFrame): number {
    return this.#codec.encode([frame], Infinity)[0]?.length ?? 0;
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

  close(): void {
    if (!isFinal(this.state)) this.#driver.command({ type: "close" });
    else this.listeners.clear();
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
