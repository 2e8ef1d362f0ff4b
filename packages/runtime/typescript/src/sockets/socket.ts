import type { SocketState } from "@parlance/protocol/socket";
import type { ParlanceError } from "../errors/parlance-error.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ReadOptions } from "./buffered-messages.js";
import type { SendOptions, SocketCore } from "./socket-core.js";
import type { ReceivedMessage, Reply, SocketShape } from "./socket-types.js";

/** What a socket tells of. */
export interface SocketEvents<Shape extends SocketShape> {
  readonly state: SocketState;
  /** Why a connection was lost, and what handlers threw. */
  readonly error: ParlanceError;
  readonly message: ReceivedMessage<Shape["receives"]>;
}

/** A subscription by key: what comes for it, asked for again after every opening. */
export interface SocketSubscription<Shape extends SocketShape> extends AsyncIterableIterator<
  ReceivedMessage<Shape["receives"]>,
  undefined
> {
  /** Ends the iteration, and the subscription if no other has its key. */
  unsubscribe(): void;
}

/**
 * A socket of somebody else's server. It connects when it is first used, comes back by itself, and keeps in order what is sent
 * meanwhile. Errors are `RealtimeError`s with a `code`.
 */
export class Socket<Shape extends SocketShape = SocketShape> {
  readonly #core: SocketCore;
  readonly #restoring: boolean;

  /** Made by the methods of a generated client. */
  constructor(core: SocketCore, restoring = false) {
    this.#core = core;
    this.#restoring = restoring;
  }

  /** Where the connection is now. */
  get state(): SocketState {
    return this.#core.state;
  }

  /** Connects now and not at the first use. */
  connect(): void {
    this.#core.command({ type: "connect" });
  }

  /** Adds a listener and gives what removes it. An exception of a listener is told to the `error` listeners. */
  on<Name extends keyof SocketEvents<Shape>>(
    name: Name,
    listener: (value: SocketEvents<Shape>[Name]) => unknown,
  ): () => void {
    if (name === "message") return this.#core.listen(listener);
    const listeners = (name === "state" ? this.#core.states : this.#core.errors) as Set<unknown>;
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /**
   * The messages that come from now on, told apart by `name`. It ends when the socket is closed, and with a `RealtimeError` when it
   * cannot come back, or when a full buffer fails (`buffer_exceeded`).
   */
  messages(options: ReadOptions = {}): AsyncIterableIterator<ReceivedMessage<Shape["receives"]>, undefined> {
    return this.#core.read(options) as AsyncIterableIterator<ReceivedMessage<Shape["receives"]>, undefined>;
  }

  /**
   * Sends a message. It resolves when the message has left, or was acknowledged where the document has acknowledgements for it; while
   * there is no connection, it waits. Rejects with `queue_full`, `timeout`, `closed` or what ended the socket.
   */
  async send<Name extends keyof Shape["sends"] & string>(
    name: Name,
    payload: Shape["sends"][Name],
    options: SendOptions = {},
  ): Promise<void> {
    await this.#core.send({ name, payload }, { reply: false, restoring: this.#restoring }, options);
  }

  /**
   * Sends a message and resolves with its answer. Rejects with `timeout` after 10 s, and with `outcome_unknown` if the connection was
   * lost in between: repeat it if that does no harm.
   */
  async request<Name extends keyof Shape["sends"] & keyof Shape["replies"] & string>(
    name: Name,
    payload: Shape["sends"][Name],
    options: SendOptions = {},
  ): Promise<Reply<Shape["receives"], Shape["replies"][Name]>> {
    const kind = { reply: true, restoring: this.#restoring };
    const outcome = await this.#core.send({ name, payload }, kind, options);
    return (outcome.status === "replied" ? outcome.message : undefined) as Reply<
      Shape["receives"],
      Shape["replies"][Name]
    >;
  }

  /**
   * Subscribes with a payload of the message that `x-parlance-subscription` names, and reads what comes for its key. It is asked for
   * again after every opening. Throws a `ConfigurationError` where the document has no such extension.
   */
  subscribe(
    payload: Shape["sends"][Shape["subscribes"] & keyof Shape["sends"]],
    options: ReadOptions = {},
  ): SocketSubscription<Shape> {
    if (!this.#core.subscribes) {
      const message = "The document does not say how one subscribes: send the message, and send it again in `restore`";
      throw new ConfigurationError({ message });
    }
    const subscription = this.#core.subscribe(payload);
    const reader = this.#core.read(options, subscription, () =>
      this.#core.command({ type: "unsubscribe", subscription }),
    );
    return Object.assign(reader, { unsubscribe: () => reader.finish(undefined, false) }) as SocketSubscription<Shape>;
  }

  /** Closes the socket for good. What waits fails with `closed`. */
  close(): void {
    this.#core.command({ type: "close" });
  }
}
