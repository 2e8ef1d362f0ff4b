// What generated code of sockets may import. Names stay and keep their meaning for as long as v1 exists.
export { AbortError } from "../../errors/abort-error.js";
export { ConfigurationError } from "../../errors/configuration-error.js";
export { ParlanceError } from "../../errors/parlance-error.js";
export { RealtimeError } from "../../realtime/realtime-error.js";
export type { ReadOptions } from "../../sockets/buffered-messages.js";
export type { SendOptions } from "../../sockets/socket-core.js";
export type { HeartbeatOptions, SocketsOptions, SocketToken } from "../../sockets/socket-options.js";
export type { ReceivedMessage, Reply, SocketShape } from "../../sockets/socket-types.js";
export { Socket, type SocketEvents, type SocketSubscription } from "../../sockets/socket.js";
export { type SocketOptions, Sockets } from "../../sockets/sockets.js";
export type { SocketDescriptor, SocketState } from "@parlance/protocol/socket";
