import { once } from "node:events";
import { type AddressInfo, connect, createServer, isIP, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Cut } from "../plan/scenario.js";
import { CutConnection } from "./cut-connection.js";

/**
 * A TCP proxy on a free port of the loopback, between the tester and the server under test: what either sends reaches the other as it
 * is and in order, until the connection is cut. Behind a server of `https` or `wss`, the tester's side is plain. The caller closes it.
 */
export class CutProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #onCut: (how: Cut["how"]) => void;
  readonly #connections = new Set<CutConnection>();
  readonly #sockets = new Set<Socket>();
  #next: Cut | undefined;

  private constructor(target: URL, onCut: (how: Cut["how"]) => void) {
    this.#target = target;
    this.#onCut = onCut;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  }

  /** Listens. `onCut` hears of each connection that was cut, also of one that stalls, which nobody else is told. */
  static async start(target: URL, onCut: (how: Cut["how"]) => void = () => undefined): Promise<CutProxy> {
    const proxy = new CutProxy(target, onCut);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** Where to connect to in place of the target: its path behind the proxy's address, `http:` or `ws:` as the target's. */
  get url(): URL {
    const { port } = this.#server.address() as AddressInfo;
    const { protocol, pathname, search } = this.#target;
    return new URL(`${protocol.startsWith("ws") ? "ws" : "http"}://127.0.0.1:${port}${pathname}${search}`);
  }

  /** Cuts the connection that is opened next, where the cut says; the ones after it stay whole. */
  cutNext(cut: Cut): void {
    this.#next = cut;
  }

  /** Cuts all open connections where the cut says, counted from what the server sends next. */
  cutLater(cut: Cut): void {
    for (const connection of this.#connections) connection.cutLater(cut);
  }

  /** Cuts all open connections. */
  cutNow(how: Cut["how"]): void {
    for (const connection of this.#connections) connection.cut(how);
  }

  /** Ends every connection, also those that stall. */
  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, "close");
  }

  #accept(client: Socket): void {
    const cut = this.#next;
    this.#next = undefined;
    const server = this.#dial();
    const connection = new CutConnection({
      client,
      server,
      host: this.#target.host,
      ...(cut !== undefined && { cut }),
      onCut: (how) => {
        this.#connections.delete(connection);
        this.#onCut(how);
      },
    });
    this.#connections.add(connection);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        this.#connections.delete(connection);
      });
    }
  }

  #dial(): Socket {
    const { protocol, hostname, port } = this.#target;
    const host = hostname.replaceAll(/^\[|\]$/gu, "");
    const secure = protocol === "https:" || protocol === "wss:";
    const to = { host, port: port === "" ? (secure ? 443 : 80) : Number(port), allowHalfOpen: true, noDelay: true };
    if (!secure) return connect(to);
    return connectTls({ ...to, ALPNProtocols: ["http/1.1"], ...(isIP(host) === 0 && { servername: host }) });
  }
}
