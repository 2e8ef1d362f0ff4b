export { type Broker } from "../broker/broker.js";
export { MemoryBroker, type MemoryBrokerOptions } from "../broker/memory-broker.js";
export { type Check, Validator } from "../contract/validator.js";
export type { Validators } from "../contract/validators.js";
export { parseFilter } from "../filter/parse-filter.js";
export {
  attemptDelivery,
  type AttemptOptions,
  type AttemptOutcome,
  type DeliveryToSend,
} from "../domains/webhooks/dispatch/attempt-delivery.js";
export type { WebhookDispatcherOptions } from "../domains/webhooks/dispatch/webhook-dispatcher.js";
export type { Around, CallChanges, Interposition } from "../http/interposition.js";
export type { Json, JsonObject } from "../json/json.js";
export { startPlatform } from "../platform.js";
export { problem } from "../problem/platform-error.js";
export type { Connection } from "../realtime/connection.js";
export { ConnectionRegistry } from "../realtime/connection-registry.js";
export type { Gate } from "../realtime/gate.js";
export { Hub, type HubOptions } from "../realtime/hub.js";
export type { RealtimeLimits } from "../realtime/limits.js";
export type { Link } from "../realtime/link.js";
export { messageFrame } from "../realtime/logged-message.js";
export { OutgoingFrame } from "../realtime/outgoing-frame.js";
export { EventReader, type ReadEvent } from "./event-reader.js";
export { TestSocket } from "./test-socket.js";
export { postWebhook, type WebhookAnswer, type WebhookPost } from "../webhooks/post-webhook.js";
