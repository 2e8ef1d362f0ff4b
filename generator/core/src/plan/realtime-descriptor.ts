import type { Contract, JsonObject, Server } from "@parlance/contract";
import type { PrintOptions } from "../language/print-options.js";
import { carriesFrames } from "../naming/sockets/is-socket.js";
import { productOf } from "./product.js";
import { serverDescriptor } from "./server-descriptor.js";

/**
 * What a Contract says about all channels, as the plain constant that realtime clients are set up by: the members of
 * `RealtimeSetup` in the TypeScript runtime.
 */
export function realtimeDescriptor({ servers, channels }: Contract, options: PrintOptions): JsonObject {
  const server = serverOf(servers);
  const socket = channels.find(carriesFrames);
  return {
    product: productOf(options),
    environment: options.environmentPrefix,
    ...(server === undefined ? {} : { server: serverDescriptor(server) }),
    ...(typeof socket?.address === "string" ? { path: socket.address } : {}),
  };
}

/** The event half's own server where it has one, else the one of REST: the runtime makes one scheme of the other. */
function serverOf(servers: readonly Server[]): Server | undefined {
  const of = (...protocols: readonly string[]): Server | undefined =>
    servers.find(({ protocol }) => protocols.includes(protocol));
  return of("ws", "wss") ?? of("http", "https", "");
}
