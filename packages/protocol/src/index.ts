export { type Decoded, decodeFrames, encodeBatches, encodeFrames } from "./codec/json.js";
export { MessageReader } from "./codec/message-reader.js";
export { closeCodes, closed, errorCodes, unsubscribed } from "./frames/codes.gen.js";
export type {
  AuthFrame,
  AuthOk,
  ByeFrame,
  CastFrame,
  ChannelRewind,
  ClientFrame,
  ClientInfo,
  ConnectionLimits,
  ErrorCode,
  ErrorFrame,
  Filter,
  FilterCondition,
  FilterOperators,
  FilterScalar,
  GapFrame,
  HelloFrame,
  HistoryFrame,
  HistoryOk,
  Inbox,
  LiveFrame,
  Message,
  MessageFrame,
  OkFrame,
  PingFrame,
  PongFrame,
  Position,
  PresenceFrame,
  PresenceMember,
  PresenceOk,
  PresenceRequest,
  PresenceSyncFrame,
  PublishFrame,
  PublishOk,
  ReauthFrame,
  RequestFrame,
  RequestOk,
  RetryHint,
  ReturnMode,
  Sender,
  ServerFrame,
  Simulation,
  SubscribeFrame,
  SubscribeOk,
  Subscription,
  UnsubscribedFrame,
  UnsubscribeFrame,
  WelcomeFrame,
} from "./frames/frames.gen.js";
export type { AskBody, Command, PublishBody, SubscribeOptions } from "./session/command.js";
export type { ConnectionState } from "./session/connection-state.js";
export type { Effect } from "./session/effect.js";
export type { Input } from "./session/input.js";
export { messageIdOf } from "./session/message-id.js";
export type { MakePart } from "./session/part.js";
export { Session } from "./session/session.js";
export type { SessionError, Why } from "./session/session-error.js";
export type { Outcome, SessionEvent } from "./session/session-event.js";
export type { QueueBounds, SessionOptions } from "./session/session-options.js";
export type { SubscriptionState } from "./session/subscription-state.js";
