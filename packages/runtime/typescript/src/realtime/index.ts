// The client.
export { Channel } from "./channel.js";
export { block } from "./block.js";
export { type AuthorizeCallback, callbackAuthorization } from "./callback-authorization.js";
export { history } from "./history.js";
export { messages } from "./messages.js";
export type { ReadOnlyChannel } from "./read-only-channel.js";
export { Realtime } from "./realtime.js";
export type { RealtimeEvents } from "./realtime-events.js";
export type { BackoffOptions, QueueOptions, RealtimeOptions } from "./realtime-options.js";
export type { Authorizer } from "./authorizer.js";
export type { ChannelOptions } from "./channel-options.js";
export type { TokenCallback } from "../credentials/token-callback.js";

// Messages.
export type { AnyEvents, EventName } from "./channel-events.js";
export type { ChannelGap, ChannelMessage, MessageOf } from "./channel-message.js";
export type { EventHandlers } from "./event-handlers.js";
export type { HistoryOptions } from "./history-options.js";
export type { Published, PublishOptions, RequestOptions } from "./publish.js";
export type { DeliveryOptions, MessageHandler, MessagesOptions, SubscribeOptions } from "./subscribe-options.js";
export type { Subscription, SubscriptionReady } from "./subscription.js";

// Errors.
export { AbortError } from "../errors/abort-error.js";
export { ClosedError } from "./closed-error.js";
export { ConfigurationError } from "../errors/configuration-error.js";
export { ParlanceError } from "../errors/parlance-error.js";
export { RealtimeError } from "./realtime-error.js";
export type { ValidationIssue } from "../errors/validation-error.js";
export { ValidationError } from "../errors/validation-error.js";

// Transports, codecs and time.
export type { Codec } from "./codec.js";
export { jsonCodec } from "./codec.js";
export { systemTimers } from "./timers.js";
export type { Timers } from "./timers.js";
export type { Transport, TransportConnection, TransportEvents, TransportRequest } from "./transports/transport.js";
export { webSocket } from "./transports/web-socket.js";
export type { WebSocketOptions } from "./transports/web-socket.js";

// The protocol's own words.
export type {
  ClientFrame,
  ClientInfo,
  ConnectionState,
  Filter,
  Position,
  PresenceMember,
  Sender,
  ServerFrame,
  SessionError,
  SubscriptionState,
} from "@parlance/protocol";
