import type {
  Transport,
  TransportConnection,
  TransportEvents,
  TransportRequest,
} from "../realtime/transports/transport.js";
import type { MemoryTransportOptions } from "./memory-connection.js";
import { MemoryConnection } from "./memory-connection.js";

/**
 * A server in memory for an application's own tests: no network, and with a `VirtualClock` no waiting. It accepts every
 * connection, subscription and publish, unless `onFrame` answers differently; the test pushes messages and breaks connections. What a client
 * publishes is acknowledged, and comes back to its own subscriptions with `echo`; `methods` answer its requests.
 *
 * ```ts
 * const transport = new MemoryTransport();
 * const realtime = new Realtime({ url: "wss://platform.test/v1/socket", transport, clock: new VirtualClock() });
 * await realtime.channel("chat").subscribe((message) => received.push(message.data)).ready;
 * transport.connection.publish("chat", "message", { text: "Hello" });
 * transport.connection.cut();
 * ```
 */
export class MemoryTransport implements Transport {
  readonly #options: MemoryTransportOptions;
  readonly #connections: MemoryConnection[] = [];
  readonly #offsets = new Map<string, number>();
  #refusals = 0;

  constructor(options: MemoryTransportOptions = {}) {
    this.#options = options;
  }

  /** All connections that were asked for, the refused ones included, in order. */
  get connections(): readonly MemoryConnection[] {
    return this.#connections;
  }

  /** The newest connection. Throws if there was none. */
  get connection(): MemoryConnection {
    const connection = this.#connections.at(-1);
    if (connection === undefined) throw new Error("Nothing has connected yet: await realtime.connect() first");
    return connection;
  }

  /** Lets the next connections fail, as if the server could not be reached. */
  refuse(count = 1): void {
    this.#refusals += count;
  }

  open(request: TransportRequest, events: TransportEvents): TransportConnection {
    const connection = new MemoryConnection(request, events, { ...this.#options, offsets: this.#offsets });
    this.#connections.push(connection);
    const refused = this.#refusals > 0;
    if (refused) this.#refusals -= 1;
    queueMicrotask(() => {
      if (refused) connection.cut(1006, "The test refused the connection");
      else connection.accept();
    });
    return connection;
  }
}
