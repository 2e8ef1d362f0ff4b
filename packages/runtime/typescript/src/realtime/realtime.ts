import type { ConnectionState, RequestOk } from "@parlance/protocol";
import type { AnyEvents } from "./channel-events.js";
import type { ChannelOptions } from "./channel-options.js";
import { Channel } from "./channel.js";
import type { RequestOptions } from "./publish.js";
import type { RealtimeEvents } from "./realtime-events.js";
import type { RealtimeOptions } from "./realtime-options.js";
import { RealtimeSession } from "./realtime-session.js";
import { whenConnected } from "./when-connected.js";

/** What the realtime half is made of, for its other imports. */
export let sessionOf: (realtime: Realtime) => RealtimeSession;

/**
 * A realtime client: one connection that comes back by itself, and the channels on it.
 *
 * ```ts
 * const realtime = new Realtime({ url: "wss://platform.example/v1/socket", token: () => fetchToken() });
 * realtime.channel("chat-42").subscribe((message) => console.log(message.data));
 * await realtime.channel("chat-42").publish("message", { text: "Hello" });
 * await realtime.close();
 * ```
 *
 * It connects when it is first used, or by `connect`; after `disconnect` only by `connect`. It never gives up by itself, unless it is
 * refused for good or `backoff.attempts` are used up (`state.status` is then `failed`). Throws `ConfigurationError` if `url` is none
 * or an option makes no sense.
 */
export class Realtime {
  readonly #session: RealtimeSession;

  static {
    sessionOf = (realtime) => realtime.#session;
  }

  constructor(options: RealtimeOptions) {
    this.#session = new RealtimeSession(options);
  }

  /** Where the connection stands. Told anew with each `state` event. */
  get state(): ConnectionState {
    return this.#session.state;
  }

  /**
   * Connects, and resolves when connected; at once if it is. Rejects with the `RealtimeError` of a final refusal, with a
   * `ClosedError`, or with an `AbortError` when `signal` aborts: it then goes on connecting, and only the wait ends.
   */
  async connect(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#session.connect();
    await whenConnected(this.#session, options.signal);
  }

  /**
   * Lets go of the connection and keeps everything else: the state is `idle`, nothing is tried any more, and `connect()` goes on
   * from where each subscription stood, within the server's window (two minutes) with the same session. Beyond it a loss is a gap.
   *
   * Only `connect()` connects again. What is published or subscribed to meanwhile waits for it, and so does a `connect()` that was
   * not done; a publish for as long as it may take (`timeoutMs`). An unanswered publish is sent again, another request rejects as
   * `outcome_unknown`. For others this client leaves, and its presence ends, when the server's grace period is over.
   *
   * Resolves when that is done; nothing is awaited from the network. Does nothing on a client that has ended.
   */
  async disconnect(): Promise<void> {
    this.#session.disconnect();
  }

  /** Calls `listener` with each event of that name, until the function it returns is called or the client is closed. */
  on<Name extends keyof RealtimeEvents>(name: Name, listener: (value: RealtimeEvents[Name]) => unknown): () => void {
    return this.#session.listeners.on(name, listener);
  }

  /** A channel by its name. */
  channel<Events extends object = AnyEvents>(name: string, options: ChannelOptions = {}): Channel<Events> {
    return new Channel({ session: this.#session, name, options });
  }

  /**
   * Calls a method of the server and resolves with its result. On the Parlance platform the methods are the operations of the REST
   * half by their ids (`rooms.get`, a body under `params.body`), with the rights of this connection's token, and `simulate` in
   * development; any other rejects with the server's error. Rejects like `Channel.publish`; a request whose connection broke before
   * the answer is not sent again, and rejects as `outcome_unknown`.
   */
  async request<Result = unknown>(
    method: string,
    params?: Readonly<Record<string, unknown>>,
    options: RequestOptions = {},
  ): Promise<Result> {
    const answer = await this.#session.request(options, { type: "request", method, ...(params && { params }) });
    return (answer as unknown as RequestOk).result as Result;
  }

  /**
   * Calls a method of the server without an answer. It is dropped while there is no connection. Throws a `RealtimeError`:
   * `invalid_request` if `params` hold what is no JSON, or a `ClosedError`.
   */
  cast(method: string, params?: Readonly<Record<string, unknown>>): void {
    this.#session.cast({ method, ...(params && { params }) });
  }

  /** Milliseconds from a ping to its pong. Rejects with `not_connected` while there is no connection. */
  async ping(options: RequestOptions = {}): Promise<number> {
    const { timers } = this.#session;
    const sent = timers.now();
    await this.#session.request(options, { type: "ping" });
    return timers.now() - sent;
  }

  /**
   * Ends the connection and all that stands on it: what waits is rejected with a `ClosedError`, iterations end, listeners are
   * forgotten, and no timer is left. Resolves when that is done; nothing is awaited from the network. Does nothing the second time.
   */
  async close(): Promise<void> {
    this.#session.close();
  }

  /** `close()`, at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
