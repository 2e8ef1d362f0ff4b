import type { ClientFrame, ErrorCode, ServerFrame, WelcomeFrame } from "@parlance/protocol";
import { usualWelcome } from "./usual-welcome.js";
import type { TransportConnection, TransportEvents, TransportRequest } from "../realtime/transports/transport.js";

type FrameOf<Type extends ClientFrame["type"]> = Extract<ClientFrame, { readonly type: Type }>;

const epoch = "memory01";

/** What a method may throw. */
interface Refusal {
  readonly code: ErrorCode;
  readonly message: unknown;
  readonly retryable: unknown;
}

/** How a server in memory behaves. */
export interface MemoryTransportOptions {
  /** What its `welcome` says differently from the usual. */
  readonly welcome?: Partial<WelcomeFrame>;
  /**
   * Told each frame of the client first; answers true if it has dealt with it. Else the connection does the usual. What a
   * `hello` subscribes to comes behind it, as a `subscribe` each.
   */
  readonly onFrame?: (frame: ClientFrame, connection: MemoryConnection) => boolean | undefined;
  /**
   * What methods do, by name: they get the parameters of the request and give its result, now or later. What they throw is the
   * refusal: its `code`, `message` and `retryable`. Any other method answers null.
   */
  readonly methods?: Readonly<Record<string, MemoryMethod>>;
  /** Whether what the client publishes comes back to its own subscriptions, as from a server. Default: false. */
  readonly echo?: boolean;
}

/** Answers a request. */
export type MemoryMethod = (params: Readonly<Record<string, unknown>>) => unknown;

/** One connection of a `MemoryTransport`, seen from the server. */
export class MemoryConnection implements TransportConnection {
  /** The address the client asked for. */
  readonly url: string;
  /** How much the client is to believe has not left yet. The test sets it; default 0. */
  bufferedAmount = 0;
  readonly #events: TransportEvents;
  readonly #options: MemoryTransportOptions;
  readonly #batches: (readonly ClientFrame[])[] = [];
  /** The newest offset of each channel; it outlives connections. */
  readonly #offsets: Map<string, number>;
  /** What tells each subscription apart, by its channel. */
  readonly #subscriptions = new Map<string, Set<number | undefined>>();
  #over = false;
  #closed: { readonly code: number; readonly reason: string } | undefined;

  /** @internal */
  constructor(
    request: TransportRequest,
    events: TransportEvents,
    { offsets, ...options }: MemoryTransportOptions & { readonly offsets: Map<string, number> },
  ) {
    this.#offsets = offsets;
    this.url = request.url;
    this.#events = events;
    this.#options = options;
  }

  /** The frames the client sent, in order. */
  get frames(): readonly ClientFrame[] {
    return this.#batches.flat();
  }

  /** The same as they travelled together. */
  get batches(): readonly (readonly ClientFrame[])[] {
    return this.#batches;
  }

  /** How the client closed it; undefined if it did not. */
  get closed(): { readonly code: number; readonly reason: string } | undefined {
    return this.#closed;
  }

  /** The frames of one type. */
  framesOf<Type extends ClientFrame["type"]>(type: Type): readonly FrameOf<Type>[] {
    return this.frames.filter((frame): frame is FrameOf<Type> => frame.type === type);
  }

  /** Sends the client a frame. Does nothing when the connection is over. */
  push(frame: ServerFrame): void {
    if (!this.#over) this.#events.frames([frame]);
  }

  /** Publishes on a channel as somebody else. */
  publish(channel: string, event: string, data: unknown): void {
    this.push({ type: "message", channel, ...this.#next(channel), event, data });
  }

  /** Says that something came that is no frame. */
  garble(message: string): void {
    if (!this.#over) this.#events.malformed(message);
  }

  /** Breaks the connection, as the network or the server would. Default: 1006, without a word. */
  cut(code = 1006, reason = ""): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.closed(code, reason);
  }

  /** @internal */
  accept(): void {
    if (!this.#over) this.#events.opened();
  }

  /** @internal */
  send(frames: readonly ClientFrame[]): void {
    this.#batches.push(frames);
    queueMicrotask(() => {
      for (const frame of frames) this.#take(frame);
    });
  }

  /** @internal */
  close(code: number, reason: string): void {
    if (!this.#over) this.#closed = { code, reason };
    this.#over = true;
  }

  #take(frame: ClientFrame): void {
    if (!this.#over && this.#options.onFrame?.(frame, this) !== true) this.#answer(frame);
  }

  #answer(frame: ClientFrame): void {
    switch (frame.type) {
      case "hello":
        this.push({ ...usualWelcome, id: frame.id, ...this.#options.welcome });
        for (const each of frame.subscriptions ?? []) this.#take({ type: "subscribe", ...each });
        return;
      case "subscribe":
        return this.#subscribe(frame);
      case "publish":
        return this.#publish(frame);
      case "presence":
        return this.push({ type: "ok", id: frame.id, version: 1 });
      case "history":
        return this.push({
          type: "ok",
          id: frame.id,
          items: [],
          epoch,
          offset: this.#offset(frame.channel),
          cursor: null,
        });
      case "request":
        return void this.#call(frame);
      case "auth":
        return this.push({ type: "ok", id: frame.id, tokenTtlMs: 3_600_000 });
      case "unsubscribe":
        this.#subscriptions.get(frame.channel)?.delete(frame.subscription);
        return this.push({ type: "ok", id: frame.id });
      case "ping":
        return this.push({ ...frame, type: "pong" });
    }
  }

  #subscribe({ id, channel, subscription, since }: FrameOf<"subscribe">): void {
    const named = { channel, ...(subscription !== undefined && { subscription }) };
    this.#subscriptions.set(channel, (this.#subscriptions.get(channel) ?? new Set()).add(subscription));
    const position = { epoch, offset: since?.offset ?? this.#offset(channel) };
    this.push({ type: "ok", id, ...named, ...position, recovered: since ? "yes" : "none", count: 0 });
    this.push({ type: "live", ...named });
  }

  #publish({ id, channel, event, data, tags, publishId }: FrameOf<"publish">): void {
    const position = this.#next(channel);
    this.push({ type: "ok", id, epoch, offset: position.offset });
    const message = {
      type: "message",
      channel,
      ...position,
      data,
      publishId,
      ...(event && { event }),
      ...(tags && { tags }),
    } as const;
    if (this.#options.echo !== true) return;
    for (const subscription of this.#subscriptions.get(channel) ?? [])
      this.push({ ...message, ...(subscription !== undefined && { subscription }) });
  }

  async #call({ id, method, params = {} }: FrameOf<"request">): Promise<void> {
    const run = this.#options.methods?.[method];
    if (run === undefined) return this.push({ type: "ok", id, result: null });
    try {
      this.push({ type: "ok", id, result: (await run(params)) ?? null });
    } catch (error) {
      const { code = "internal_error", message, retryable }: Partial<Refusal> = Object(error);
      this.push({ type: "error", id, code, message: String(message ?? error), retryable: retryable === true });
    }
  }

  #offset(channel: string): number {
    return this.#offsets.get(channel) ?? 0;
  }

  #next(channel: string): { readonly offset: number; readonly previous: number } {
    const previous = this.#offset(channel);
    this.#offsets.set(channel, previous + 1);
    return { offset: previous + 1, previous };
  }
}
