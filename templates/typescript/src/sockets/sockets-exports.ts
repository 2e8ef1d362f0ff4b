/** What an SDK hands on from the runtime's entry for sockets: all that an application touches. */
export const socketsExports = {
  values: ["AbortError", "ConfigurationError", "ParlanceError", "RealtimeError", "Socket", "Sockets"],
  types: [
    "HeartbeatOptions",
    "ReadOptions",
    "ReceivedMessage",
    "Reply",
    "SendOptions",
    "SocketEvents",
    "SocketOptions",
    "SocketsOptions",
    "SocketState",
    "SocketSubscription",
    "SocketToken",
  ],
} as const;
