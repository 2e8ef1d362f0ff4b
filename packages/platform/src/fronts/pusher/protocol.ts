/**
 * Names, numbers and paths of the Pusher Channels protocol, version 7. They are Pusher's and not ours, so they stand here
 * instead of in `specs/`, and nowhere else.
 *
 * Sources, all below https://pusher.com/docs/channels/:
 * `library_auth_reference/pusher-websockets-protocol/` (frames, codes), `library_auth_reference/rest-api/` (calls),
 * `library_auth_reference/auth-signatures/`, `server_api/webhooks/`, `using_channels/` (names, limits of each kind).
 */

/** Where the protocol is spoken, as fastify writes paths. */
export const paths = {
  /** The socket: `/app/{key}`. */
  socket: "/app/",
  events: "/apps/:appId/events",
  batchEvents: "/apps/:appId/batch_events",
  channels: "/apps/:appId/channels",
  channel: "/apps/:appId/channels/:channel",
  channelUsers: "/apps/:appId/channels/:channel/users",
  userEvents: "/apps/:appId/users/:userId/events",
  terminateUser: "/apps/:appId/users/:userId/terminate_connections",
} as const;

/**
 * Versions of the protocol that are taken. 5 and 6 have the same frames: 5 encodes `data` as a text, 6 says a closing code once,
 * 7 adds `activity_timeout`. Libraries for Java and .NET still say 5.
 */
export const protocolVersions: ReadonlySet<string> = new Set(["5", "6", "7"]);

/** Events of the protocol itself. Applications cannot publish under these prefixes. */
export const reservedEvent = /^pusher(?:_internal)?:/u;

/** Names of the frames that the server sends. */
export const serverEvent = {
  connectionEstablished: "pusher:connection_established",
  error: "pusher:error",
  ping: "pusher:ping",
  pong: "pusher:pong",
  signinSuccess: "pusher:signin_success",
  subscriptionError: "pusher:subscription_error",
  cacheMiss: "pusher:cache_miss",
  subscriptionSucceeded: "pusher_internal:subscription_succeeded",
  subscriptionCount: "pusher_internal:subscription_count",
  memberAdded: "pusher_internal:member_added",
  memberRemoved: "pusher_internal:member_removed",
  watchlistEvents: "pusher_internal:watchlist_events",
} as const;

/** Names of the frames that a client sends. Everything else begins with `clientEventPrefix`. */
export const clientEvent = {
  ping: "pusher:ping",
  pong: "pusher:pong",
  subscribe: "pusher:subscribe",
  unsubscribe: "pusher:unsubscribe",
  signin: "pusher:signin",
} as const;

/** What a client publishes begins so. */
export const clientEventPrefix = "client-";

/**
 * Why a connection ends. 4000–4099: do not come back; 4100–4199: come back after a while; 4200–4299: come back at once
 * (`pusher-js`, `src/core/connection/protocol/protocol.ts`). 4301 and 4302 are said in a frame only, the connection stays: libraries
 * hand such a code on and decide nothing by it. No library of Pusher's names 4302.
 */
export const code = {
  applicationUnknown: 4001,
  applicationDisabled: 4003,
  overConnectionQuota: 4004,
  pathNotFound: 4005,
  invalidVersion: 4006,
  unsupportedVersion: 4007,
  noVersion: 4008,
  unauthorized: 4009,
  overCapacity: 4100,
  reconnect: 4200,
  pongMissing: 4201,
  clientEventRejected: 4301,
  watchlistTooLong: 4302,
} as const;

/** A text frame only: a binary one closes with the code that WebSocket has for it (RFC 6455 section 7.4.1). */
export const unsupportedData = 1003;

/** The limits that Pusher documents. */
export const limits = {
  /** Of a name, in characters. */
  channelName: 164,
  eventName: 200,
  userId: 128,
  /** Of `data`, in bytes. */
  eventBytes: 10_240,
  /** Of `user_info`, in bytes of JSON. */
  userInfoBytes: 1024,
  /** Of a whole frame from a client: the largest event with every character escaped, and its names. */
  frameBytes: 65_536,
  /** Members of a presence channel. */
  members: 100,
  /** Users on the watchlist of a user. */
  watchlist: 100,
  /** Channels of one event. */
  channelsPerEvent: 100,
  /** Events of one batch. */
  eventsPerBatch: 10,
  /** Client events of one connection each second. */
  clientEventsPerSecond: 10,
  /** Not Pusher's, which names none: channels of one connection. */
  subscriptions: 200,
} as const;

/** Times, in milliseconds unless the name says otherwise. */
export const times = {
  /** After so much silence the client asks whether the server is there, and the server asks the client. */
  activityTimeoutSeconds: 120,
  /** How long the other side waits for the pong. */
  pong: 30_000,
  /** How far the clock of a caller may be from ours. */
  signatureWindowSeconds: 600,
  /** How long a cache channel remembers its last event. */
  cache: 30 * 60_000,
  /** Webhooks for what ended wait so long, and are not sent if it begins again. */
  webhookQuiet: 3000,
} as const;

/** With more subscriptions than this, `subscription_count` is sent only every `countInterval`. */
export const countEachUpTo = 100;
/** Milliseconds between two counts of a large channel. */
export const countInterval = 5000;

/** The channel on which a user who has signed in gets messages. */
export const serverToUserPrefix = "#server-to-user-";

/** Headers of a webhook. */
export const webhookHeader = { key: "X-Pusher-Key", signature: "X-Pusher-Signature" } as const;

/** Names of webhook events. */
export const webhookEvents = [
  "channel_occupied",
  "channel_vacated",
  "member_added",
  "member_removed",
  "client_event",
  "cache_miss",
  "subscription_count",
] as const;

/** One of `webhookEvents`. */
export type WebhookEventName = (typeof webhookEvents)[number];
