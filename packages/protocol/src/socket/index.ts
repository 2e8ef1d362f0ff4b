export { valueAt, withValueAt } from "./pointer.js";
export { type Recognised, recognise } from "./recognise.js";
export { type SocketAddress, socketAddress, type SocketValues } from "./socket-address.js";
export type { SocketCommand } from "./socket-command.js";
export type {
  AcknowledgementRule,
  HeartbeatRule,
  MessageRule,
  ResumeRule,
  SentMessage,
  SocketCodec,
  SocketDescriptor,
  SocketMessage,
  SocketParameter,
  SubscriptionRule,
  TokenRule,
} from "./socket-descriptor.js";
export type { SocketEffect, SocketOutcome } from "./socket-effect.js";
export type { SocketInput } from "./socket-input.js";
export { SocketMachine } from "./socket-machine.js";
export type { SocketMachineOptions } from "./socket-options.js";
export type { SocketState } from "./socket-state.js";
