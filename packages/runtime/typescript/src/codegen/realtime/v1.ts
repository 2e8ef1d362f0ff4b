// What generated realtime code may import. Names stay and keep their meaning for as long as v1 exists. REST is not reached
// from here, nor this from `codegen/v1`.
export type { ChannelDescriptor } from "../../realtime/channel-descriptor.js";
export type { AnyEvents, EventName } from "../../realtime/channel-events.js";
export type { ChannelOptions } from "../../realtime/channel-options.js";
export { Channel } from "../../realtime/channel.js";
export { ContractRealtime as Realtime } from "../../realtime/sdk/contract-realtime.js";
export type { RealtimeSdkOptions } from "../../realtime/sdk/realtime-sdk-options.js";
export type { RealtimeSetup } from "../../realtime/sdk/realtime-setup.js";
export { resolveRealtime } from "../../realtime/sdk/resolve-realtime.js";

// What generated packages hand on to applications, beside the above.
export { AbortError } from "../../errors/abort-error.js";
export { ConfigurationError } from "../../errors/configuration-error.js";
export { CredentialsError } from "../../errors/credentials-error.js";
export { ParlanceError } from "../../errors/parlance-error.js";
export { ValidationError } from "../../errors/validation-error.js";
export type { Authorizer } from "../../realtime/authorizer.js";
export { block } from "../../realtime/block.js";
export { type AuthorizeCallback, callbackAuthorization } from "../../realtime/callback-authorization.js";
export { history } from "../../realtime/history.js";
export { messages } from "../../realtime/messages.js";
export { ClosedError } from "../../realtime/closed-error.js";
export { RealtimeError } from "../../realtime/realtime-error.js";
export type { ChannelGap, ChannelMessage, MessageOf } from "../../realtime/channel-message.js";
export type { EventHandlers } from "../../realtime/event-handlers.js";
export type { HistoryOptions } from "../../realtime/history-options.js";
export type { Published, PublishOptions, RequestOptions } from "../../realtime/publish.js";
export type { ReadOnlyChannel } from "../../realtime/read-only-channel.js";
export type { RealtimeEvents } from "../../realtime/realtime-events.js";
export type { BackoffOptions, QueueOptions } from "../../realtime/realtime-options.js";
export type {
  DeliveryOptions,
  MessageHandler,
  MessagesOptions,
  SubscribeOptions,
} from "../../realtime/subscribe-options.js";
export type { Subscription, SubscriptionReady } from "../../realtime/subscription.js";
export type { Transport } from "../../realtime/transports/transport.js";
export type { ConnectionState, Filter, Position, Sender, SubscriptionState } from "@parlance/protocol";
