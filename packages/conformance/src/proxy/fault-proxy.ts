import { EventEmitter, once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { FrameFormat } from "./frame-format.js";
import { ProxiedConnection } from "./proxied-connection.js";
import type { Action, Direction, Rule, WireFrame } from "./rule.js";
import { RuleSet, type Passing } from "./rule-set.js";

/** A frame that reached the proxy, whatever became of it. */
export interface SeenFrame {
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
  readonly connection: number;
  readonly direction: Direction;
  readonly frame: WireFrame;
}

/** How the proxy runs. */
export interface FaultProxyOptions {
  /** Where connections lead: the server's URL. */
  readonly target: string;
  /** How binary messages carry frames; left out, they pass as they are. */
  readonly binary?: FrameFormat;
}

const maxSeen = 20_000;

/**
 * A TCP proxy on a free port of 127.0.0.1 that breaks connections in chosen ways and places. It understands WebSocket frames;
 * other HTTP passes as bytes. The caller closes it.
 */
export class FaultProxy {
  /** Where connections lead from now on. */
  target: string;
  /** When each connection was asked for, refused ones included, in milliseconds of `performance.now()`. */
  readonly dials: number[] = [];
  /** The frames that arrived, oldest first; the last 20,000. */
  readonly seen: SeenFrame[] = [];
  readonly #server: Server;
  readonly #connections = new Set<ProxiedConnection>();
  readonly #binary: FrameFormat | undefined;
  readonly #events = new EventEmitter();
  readonly #rules = new RuleSet((rule) => this.#fire(rule));
  readonly #fired = new Map<string, number>();
  #refusing = false;

  private constructor({ target, binary }: FaultProxyOptions) {
    this.target = target;
    this.#binary = binary;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket));
  }

  static async listen(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** Where to connect to in place of the server. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections are open. */
  get open(): number {
    return [...this.#connections].filter((connection) => connection.open).length;
  }

  /** Adds rules; earlier ones go first. */
  add(...rules: readonly Rule[]): void {
    for (const rule of rules) this.#rules.add(rule);
  }

  /** Forgets all rules. What they began, such as a stall, goes on. */
  clear(): void {
    this.#rules.clear();
  }

  /** Does something to all open connections now. */
  apply(action: Action, direction?: Direction): void {
    for (const connection of this.#connections) connection.apply(action, direction);
  }

  /** Lets go what `stall` holds back. */
  release(): void {
    for (const connection of this.#connections) connection.release();
  }

  /** Whether new connections are broken off (RST) before a byte is read. Those that are open stay. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing;
  }

  /** How often the rule of this name has acted. */
  fired(name: string): number {
    return this.#fired.get(name) ?? 0;
  }

  /** Calls the listener whenever a frame, a connection or a rule came. Returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#events.on("change", listener);
    return () => this.#events.off("change", listener);
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(client: Socket): void {
    this.dials.push(performance.now());
    if (this.#refusing) client.resetAndDestroy();
    else this.#open(client);
    this.#events.emit("change");
  }

  #open(client: Socket): void {
    const { hostname, port } = new URL(this.target);
    const server = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const connection = new ProxiedConnection({
      number: this.dials.length,
      client,
      server,
      host: {
        ruleFor: (passing) => this.#rules.find(passing),
        seen: (passing) => this.#note(passing),
        ...(this.#binary !== undefined && { binary: this.#binary }),
      },
    });
    this.#connections.add(connection);
    client.on("close", () => this.#events.emit("change"));
  }

  #note({ frame, connection, direction }: Passing): void {
    if (frame === undefined) return;
    this.seen.push({ at: performance.now(), connection, direction, frame });
    if (this.seen.length > maxSeen) this.seen.shift();
    this.#events.emit("change");
  }

  #fire({ name }: Rule): void {
    if (name !== undefined) this.#fired.set(name, this.fired(name) + 1);
    this.#events.emit("change");
  }
}
