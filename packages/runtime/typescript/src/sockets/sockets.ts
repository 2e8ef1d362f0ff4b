import { socketAddress, type SocketDescriptor, type SocketValues } from "@parlance/protocol/socket";
import { ConfigurationError } from "../errors/configuration-error.js";
import { isCapable } from "./host-socket.js";
import { SocketCore } from "./socket-core.js";
import type { SocketsOptions } from "./socket-options.js";
import type { SocketShape } from "./socket-types.js";
import { Socket } from "./socket.js";

/** Options of one socket, in place of the client's. */
export interface SocketOptions<Shape extends SocketShape = SocketShape> extends SocketsOptions {
  /**
   * Runs after every opening, with a socket whose messages are sent before all that waits: to log in, and to ask for what the last
   * connection had. If it fails, the connection is closed and tried again.
   */
  readonly restore?: (socket: Socket<Shape>) => unknown;
}

/** A client of sockets; generated clients extend it with a method for each. */
export class Sockets {
  readonly #options: SocketsOptions;
  readonly #open = new Set<{ close(): void }>();

  constructor(options: SocketsOptions = {}) {
    this.#options = options;
  }

  /** Makes a socket. Throws a `ConfigurationError` if it cannot work: no server, a parameter that is missing, headers in a browser. */
  open<Shape extends SocketShape>(
    descriptor: SocketDescriptor,
    parameters: object,
    options: SocketOptions<Shape> = {},
  ): Socket<Shape> {
    const { restore, ...own } = options;
    const all: SocketsOptions = { ...this.#options, ...own };
    const { server } = descriptor;
    const variables = { ...server?.variables, ...all.variables };
    const settled = server ? { ...descriptor, server: { ...server, variables } } : descriptor;
    const values = parameters as SocketValues;
    check(settled, values, all);
    const core = new SocketCore(settled, values, all, (restored) => restore?.(new Socket<Shape>(restored, true)));
    const socket = new Socket<Shape>(core);
    this.#open.add(socket);
    socket.on("state", ({ status }) => {
      if (status === "closed" || status === "failed") this.#open.delete(socket);
    });
    return socket;
  }

  /** Closes all sockets for good. */
  close(): void {
    for (const socket of this.#open) socket.close();
  }
}

function check(descriptor: SocketDescriptor, values: SocketValues, options: SocketsOptions): void {
  const { id, token } = descriptor;
  const headers = addressOf(descriptor, values, options);
  if (token && options.token === undefined)
    throw new ConfigurationError({ message: `${id} wants a token: set \`token\`` });
  const wanted = [...Object.keys({ ...headers, ...options.headers }), ...(token?.in === "header" ? [token.name] : [])];
  if (wanted.length === 0 || isCapable()) return;
  const message = `${id} wants headers (${wanted.join(", ")}), which this host does not send when it opens a WebSocket: use it in Node`;
  throw new ConfigurationError({ message });
}

/** The headers of the parameters. */
function addressOf(descriptor: SocketDescriptor, values: SocketValues, { url }: SocketsOptions): object {
  try {
    const address = socketAddress(descriptor, values, { url: url?.toString() });
    // An error of the host would show the address, and with it a token.
    if (!/^(?:ws|http)s?:\/\/[^/]/i.test(address.url) || !URL.canParse(address.url)) {
      throw new RangeError("`url` must be an absolute ws, wss, http or https URL");
    }
    return address.headers;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigurationError({ message: error.message });
  }
}
