export type { TurnServers } from "./handler.js";
export type { PusherCredentials, PusherSettings, PusherWebhook } from "./fronts/pusher/application.js";
export type { WebhookEventName } from "./fronts/pusher/protocol.js";
export type { ApplicationCredentials, NewProject } from "./create-project.js";
export { createPlatform, type Platform, type PlatformOptions } from "./platform.js";
export { defaultPort, serve, type Served, type ServeOptions } from "./serve.js";
