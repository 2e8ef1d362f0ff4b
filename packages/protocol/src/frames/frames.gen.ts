// Generated from specs/ by scripts/write-frames.ts. Do not edit.

/** Go on with a fresh token of the same subject. */
export interface AuthFrame {
  /** Tells this frame. */
  readonly type: "auth";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** A token, as in `Authorization`. */
  readonly token: string;
}

/** The fresh token holds. */
export interface AuthOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** How long it is valid. */
  readonly tokenTtlMs: number;
}

/** The last frame before a close: why, and whether to come back. */
export interface ByeFrame {
  /** Tells this frame. */
  readonly type: "bye";
  readonly code: ErrorCode;
  /** What happened and what to do, for people. */
  readonly message: string;
  /** Whether to come back. It agrees with the range of the close code. */
  readonly retryable: boolean;
  /** How long to wait before, in milliseconds. */
  readonly afterMs?: number;
  /** Another address to connect to. */
  readonly to?: string;
}

/** Call a method without waiting; there is no answer. Either side may send it. */
export interface CastFrame {
  /** Tells this frame. */
  readonly type: "cast";
  /** The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`. */
  readonly method: string;
  /** The parameters; a body stands under `body`. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Which older messages to replay first, by number or by age. */
export interface ChannelRewind {
  /** At most so many. */
  readonly count?: number;
  /** Those of the last so many milliseconds. */
  readonly ms?: number;
}

/** A frame from the client to the server. */
export type ClientFrame =
  | HelloFrame
  | SubscribeFrame
  | UnsubscribeFrame
  | PublishFrame
  | PresenceRequest
  | HistoryFrame
  | RequestFrame
  | CastFrame
  | AuthFrame
  | PingFrame
  | PongFrame
  | ErrorFrame;

/** The program at the other end. */
export interface ClientInfo {
  /** The name of the SDK or program. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
}

/** The id of a realtime connection, visible to others. Opaque. */
export type ConnectionId = string;

/** What one connection may do. */
export interface ConnectionLimits {
  /** The largest frame. */
  readonly frameBytes: number;
  /** How many subscriptions. */
  readonly subscriptions: number;
  /** How many requests may be unanswered. */
  readonly inFlight: number;
  /** How many messages may be published each second. */
  readonly messagesPerSecond: number;
}

/** Where the next page begins; `null` on the last page. Opaque. */
export type Cursor = string | null;

/** The code of an error, the same in HTTP problems and realtime frames. More codes may come. */
export type ErrorCode =
  | "bad_request"
  | "invalid_json"
  | "validation_failed"
  | "invalid_cursor"
  | "invalid_filter"
  | "bad_frame"
  | "unsupported_version"
  | "missing_token"
  | "invalid_token"
  | "token_expired"
  | "token_revoked"
  | "invalid_client"
  | "forbidden"
  | "insufficient_scope"
  | "channel_forbidden"
  | "application_disabled"
  | "quota_exceeded"
  | "limit_exceeded"
  | "not_found"
  | "route_not_found"
  | "unknown_application"
  | "track_not_found"
  | "method_not_allowed"
  | "not_acceptable"
  | "conflict"
  | "already_exists"
  | "idempotency_in_progress"
  | "epoch_mismatch"
  | "not_joined"
  | "room_locked"
  | "stale_negotiation"
  | "gone"
  | "history_gone"
  | "version_conflict"
  | "payload_too_large"
  | "unsupported_media_type"
  | "range_not_satisfiable"
  | "unprocessable"
  | "idempotency_mismatch"
  | "codec_unsupported"
  | "invalid_sdp"
  | "upgrade_required"
  | "precondition_required"
  | "rate_limited"
  | "too_many_in_flight"
  | "internal_error"
  | "media_unavailable"
  | "unavailable"
  | "over_capacity"
  | "draining"
  | "terminated"
  | "slow_consumer"
  | "hello_timeout"
  | "restart"
  | "ping_timeout"
  | "idle_timeout"
  | "insufficient_state"
  | "session_taken_over";

/** A request failed, or something went wrong with a channel or the connection. */
export interface ErrorFrame {
  /** Tells this frame. */
  readonly type: "error";
  /** The request that failed; absent if it was none. */
  readonly id?: number;
  /** The channel concerned, if any. */
  readonly channel?: string;
  readonly code: ErrorCode;
  /** What happened and what to do, for people. */
  readonly message: string;
  /** Whether trying again later may succeed. */
  readonly retryable: boolean;
  /** How long to wait before, in milliseconds. */
  readonly afterMs?: number;
  /** The page that explains the code. */
  readonly href?: string;
}

/** Selects resources or messages. Each key is a path into the resource (`status`, `labels.env`, `payload.campusId`), each value a scalar that must be equal or an object of operators. All keys must hold; `and`, `or` and `not` combine filters. At most 8 levels deep and 4 KiB long. */
export interface Filter {
  /** Holds when all of these hold. */
  readonly and?: readonly Filter[];
  /** Holds when at least one of these holds. */
  readonly or?: readonly Filter[];
  /** Holds when this does not hold. */
  readonly not?: Filter;
  readonly [name: string]: FilterCondition | readonly Filter[] | Filter | undefined;
}

/** What one path must be, a scalar (equal to it) or operators. */
export type FilterCondition = FilterScalar | FilterOperators;

/** Operators on one path. All of them must hold. */
export interface FilterOperators {
  /** Equal to. */
  readonly eq?: FilterScalar;
  /** Not equal to. */
  readonly ne?: FilterScalar;
  /** Equal to one of these. For a list, that it holds one of these. */
  readonly in?: readonly FilterScalar[];
  /** Equal to none of these. */
  readonly nin?: readonly FilterScalar[];
  /** A text that begins with this. */
  readonly prefix?: string;
  /** A text that this regular expression (RE2 syntax) matches somewhere. */
  readonly matches?: string;
  /** Greater than. Texts are compared by code point, so RFC 3339 times work. */
  readonly gt?: string | number;
  /** Greater than or equal to. */
  readonly gte?: string | number;
  /** Less than. */
  readonly lt?: string | number;
  /** Less than or equal to. */
  readonly lte?: string | number;
  /** Whether the path is present and not `null`. */
  readonly exists?: boolean;
}

/** A value to compare with. `null` equals `null` and an absent member. */
export type FilterScalar = string | number | boolean | null;

/** Messages of a channel are lost to this subscription. Read the state anew if it matters. */
export interface GapFrame {
  /** Tells this frame. */
  readonly type: "gap";
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  /** The last position you have. */
  readonly from: Position;
  /** The position at which it goes on. */
  readonly to: Position;
  /** Why: the history is forgotten, the log was begun anew, the filter is another, you asked for the newest messages only (`conflateMs`, `policy: latest`), or the channel token does not permit the history. More may come. */
  readonly reason: 
  | "history_exceeded"
  | "epoch_changed"
  | "filter_changed"
  | "conflated"
  | "history_forbidden";
}

/** The client's first frame, within ten seconds: who it is, what it can, what to resume and to subscribe to. */
export interface HelloFrame {
  /** Tells this frame. */
  readonly type: "hello";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The version of the protocol. */
  readonly version: 1;
  /** A token, as in `Authorization`. */
  readonly token?: string;
  readonly client: ClientInfo;
  /** A UUID of this client object; the same over reconnects. */
  readonly instance: string;
  /** What the client can beyond the basics, such as several frames joined by line feeds. */
  readonly capabilities?: readonly string[];
  /** The session to take up again. */
  readonly resume?: {
    /** The `session` of the last `welcome`. It is a secret. */
    readonly session: string;
  };
  /** The last position you have of the user's own channel, which is subscribed to by itself. Go on after it. */
  readonly inbox?: Position;
  /** What to subscribe to at once, so that connecting takes one round trip. */
  readonly subscriptions?: readonly Subscription[];
}

/** Read messages of a channel. */
export interface HistoryFrame {
  /** Tells this frame. */
  readonly type: "history";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** Where to begin, exclusive. Absent means at the end that `order` names. */
  readonly from?: Position;
  /** At most so many. */
  readonly count?: number;
  /** Newest first or oldest first. */
  readonly order?: "asc" | "desc";
}

/** Messages of a channel, and where it is now. */
export interface HistoryOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The messages. */
  readonly items: readonly Message[];
  /** The life of the channel's log. Offsets of different epochs cannot be compared. */
  readonly epoch: string;
  /** The newest position. */
  readonly offset: number;
  readonly cursor: Cursor;
}

/** The subscription to the user's own channel, which holds without being asked for. What was missed follows with `replay`, then `live`. */
export interface Inbox {
  /** The name of the channel. */
  readonly channel: string;
  /** The life of the channel's log. Offsets of different epochs cannot be compared. */
  readonly epoch: string;
  /** The position at which the subscription begins. */
  readonly offset: number;
  /** `yes`: everything after the position in `hello` is replayed. `no`: something is lost, a `gap` follows. `none`: nothing was asked for. */
  readonly recovered: "yes" | "no" | "none";
  /** How many messages are replayed. */
  readonly count: number;
}

/** The replay of a channel is over; messages are live from here. */
export interface LiveFrame {
  /** Tells this frame. */
  readonly type: "live";
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
}

/** A message as it stands in the log of a channel. */
export interface Message {
  /** Id of the message. */
  readonly id: MessageId;
  /** The channel. */
  readonly channel: string;
  /** What happened; absent if the publisher did not say. */
  readonly event?: string;
  /** The payload, as published. */
  readonly data: unknown;
  /** Place in the log of its epoch. */
  readonly offset: number;
  /** Life of the log. */
  readonly epoch: string;
  readonly from: Sender;
  /** Short strings for filters. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Id the publisher gave. */
  readonly publishId?: string | null;
  /** When it was accepted. */
  readonly publishedAt: Timestamp;
  /** When it is forgotten; null while the channel decides. */
  readonly expiresAt?: string | null;
}

/** A message of a channel. On `topic:`, `document:`, `watch:`, `user:` and `room:` channels `data` is the event object. */
export interface MessageFrame {
  /** Tells this frame. */
  readonly type: "message";
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  /** The life of the channel's log. Offsets of different epochs cannot be compared. */
  readonly epoch?: string;
  /** The place in the log of the channel. Absent for what is in no log: a message to this connection alone. */
  readonly offset?: number;
  /** The offset of the message before in this subscription. When it is not the last one you saw, something is missing. */
  readonly previous?: number;
  /** What happened, in the publisher's words. */
  readonly event?: string;
  /** Any JSON value. */
  readonly data?: unknown;
  /** The id of a message that is in no log. One with an offset leaves it out, for its id is `msg_<epoch>_<offset>` of the subscription's epoch. */
  readonly messageId?: MessageId;
  /** When it was published, in milliseconds since 1970. */
  readonly time?: number;
  readonly from?: Sender;
  /** Short texts for filters. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Names this publish. Sent again after a reconnect with the same id, it is published once. */
  readonly publishId?: string;
  /** Whether it was missed and is replayed. */
  readonly replay?: boolean;
}

/** The id of a message: `msg_<epoch>_<offset>` of one that is in a log, so that whoever knows its position knows its id. A message that is in no log has one of its own. */
export type MessageId = string;

/** A request succeeded. What else it carries depends on the request. */
export interface OkFrame {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  readonly [name: string]: unknown;
}

/** Asks whether the other side is there. Either side may send it. */
export interface PingFrame {
  /** Tells this frame. */
  readonly type: "ping";
  /** Comes back in the `pong`. */
  readonly echo?: string;
}

/** Answers a `ping`. */
export interface PongFrame {
  /** Tells this frame. */
  readonly type: "pong";
  /** Comes back in the `pong`. */
  readonly echo?: string;
}

/** A place in the log of a channel. Hand it back to resume without loss. */
export interface Position {
  /** Names one life of the log; a new epoch means that earlier offsets say nothing. */
  readonly epoch: string;
  /** Offset of the last message of the log; 0 before the first. */
  readonly offset: number;
}

/** A member entered, changed or left. */
export interface PresenceFrame {
  /** Tells this frame. */
  readonly type: "presence";
  /** The name of the channel. */
  readonly channel: string;
  /** The version of the channel's presence; one more each time. */
  readonly version: number;
  /** What happened. */
  readonly event: "enter" | "update" | "leave";
  readonly member: PresenceMember;
}

/** A member of a channel or a document: somebody with at least one connection there. */
export interface PresenceMember {
  /** The member of the token, or its user if it names none. */
  readonly id: string;
  /** The user of the token. */
  readonly userId?: UserId | null;
  /** Its connections, the oldest first. */
  readonly connectionIds: readonly ConnectionId[];
  /** What the authorisation says of the member; fixed while it is present. */
  readonly info?: unknown;
  /** What the member says of itself; changed with the member states. */
  readonly state?: unknown;
  readonly version: Version;
  /** When its first connection came. */
  readonly joinedAt: Timestamp;
  /** When its state last changed. */
  readonly updatedAt: Timestamp;
}

/** The presence is changed. */
export interface PresenceOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The version of the channel's presence after the change. */
  readonly version: number;
}

/** Enter a channel as a member, change one's own data there, or leave it. */
export interface PresenceRequest {
  /** Tells this frame. */
  readonly type: "presence";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** What to do. */
  readonly action: "enter" | "update" | "leave";
  /** What the member says of itself; any JSON value up to 2 KiB. */
  readonly data?: unknown;
}

/** The members of a channel, in pages of at most 256. Changes up to `version` are in it; keep later ones until the last page. */
export interface PresenceSyncFrame {
  /** Tells this frame. */
  readonly type: "presence_sync";
  /** The name of the channel. */
  readonly channel: string;
  /** The version of the presence that is shown. */
  readonly version: number;
  /** The members of this page. */
  readonly members: readonly PresenceMember[];
  /** Empty on the last page. */
  readonly cursor: string;
}

/** Publish a message on a channel. Answered once it is in the log. */
export interface PublishFrame {
  /** Tells this frame. */
  readonly type: "publish";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** What happened, in the publisher's words. */
  readonly event?: string;
  /** Any JSON value. */
  readonly data: unknown;
  /** Names this publish. Sent again after a reconnect with the same id, it is published once. */
  readonly publishId: string;
  /** Short texts for filters. */
  readonly tags?: Readonly<Record<string, string>>;
  /** How long it stays in the history. */
  readonly ttlSeconds?: number;
}

/** The message is in the log. */
export interface PublishOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The life of the channel's log. Offsets of different epochs cannot be compared. */
  readonly epoch: string;
  /** The place of the message. */
  readonly offset: number;
  readonly messageId?: MessageId;
  /** Whether it was there already under this `publishId`. */
  readonly duplicate?: boolean;
}

/** The server asks for a fresh token. */
export interface ReauthFrame {
  /** Tells this frame. */
  readonly type: "reauth";
  /** Within so many milliseconds. */
  readonly byMs: number;
}

/** Call a method and wait for its result. */
export interface RequestFrame {
  /** Tells this frame. */
  readonly type: "request";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`. In development also `simulate`, with a `Simulation`. */
  readonly method: string;
  /** The parameters; a body stands under `body`. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The result of a method. */
export interface RequestOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The result. */
  readonly result: unknown;
}

/** Between which waits to spread reconnects. */
export interface RetryHint {
  /** The first wait. */
  readonly minMs: number;
  /** The longest wait. */
  readonly maxMs: number;
}

/** What comes back of a change, here and on subscriptions: the whole data, the difference, or both. */
export type ReturnMode = "full" | "diff" | "both";

/** Who published a message. */
export interface Sender {
  /** The connection, null for the back end. */
  readonly connectionId?: ConnectionId | null;
  /** The user of its token. */
  readonly userId?: UserId | null;
  /** The member of its token. */
  readonly memberId?: string | null;
}

/** A frame from the server to the client. More types may come; ignore those you do not know. */
export type ServerFrame =
  | WelcomeFrame
  | UnsubscribedFrame
  | MessageFrame
  | LiveFrame
  | GapFrame
  | PresenceFrame
  | PresenceSyncFrame
  | CastFrame
  | ReauthFrame
  | PingFrame
  | PongFrame
  | ByeFrame
  | ErrorFrame
  | OkFrame;

/** Parameters of the method `simulate`, which a platform has in development only: which fault it makes, so that a program can be seen to live with it. The answer has an empty object as its result, unless the fault loses it. */
export interface Simulation {
  /** `drop`: the connection breaks without a word. `stall`: nothing reaches the client for a while, and what should have is lost. `expire_token`: the token ends now. `lose_history`: the messages of `channel` are forgotten. `change_epoch`: the log of `channel` begins anew. `slow`: the client counts as a slow consumer. `rate_limit`: no publish is taken for a while. */
  readonly fault: 
  | "drop"
  | "stall"
  | "expire_token"
  | "lose_history"
  | "change_epoch"
  | "slow"
  | "rate_limit";
  /** The channel, for `lose_history` and `change_epoch`. */
  readonly channel?: string;
  /** For how long, for `stall` and `rate_limit`. */
  readonly ms?: number;
}

/** Receive the messages of a channel. The answer says from where, and whether what was missed is replayed wholly. */
export interface SubscribeFrame {
  /** Tells this frame. */
  readonly type: "subscribe";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  /** The authorisation for a private or presence channel, from `channels.authorize`. */
  readonly token?: string;
  /** Go on after this position. What lies between is replayed wholly, or not at all and reported. A channel token without `history` goes on only in the session, resumed or not, that heard the channel before that position; else a `gap` with reason `history_forbidden` says that it begins now. */
  readonly since?: Position;
  /** Without a position: older messages to replay first. A channel token must permit `history`, or the answer is `channel_forbidden`. */
  readonly rewind?: ChannelRewind;
  /** What to receive. */
  readonly mode?: readonly ("message" | "presence")[];
  readonly filter?: SubscriptionFilter;
  /** When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest` skips to the newest message, and a `gap` with reason `conflated` before it says what was left out. */
  readonly policy?: "buffer" | "latest";
  /** Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says what was left out. 0 means each. */
  readonly conflateMs?: number;
  /** For `document:` channels: send the whole document, the difference, or both. */
  readonly returnMode?: ReturnMode;
}

/** The subscription holds. Missed messages follow with `replay`, then `live`. */
export interface SubscribeOk {
  /** Tells this frame. */
  readonly type: "ok";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  /** The life of the channel's log. Offsets of different epochs cannot be compared. */
  readonly epoch: string;
  /** The position at which the subscription begins. */
  readonly offset: number;
  /** `yes`: everything after `since` is replayed. `no`: something is lost, a `gap` follows. `none`: nothing was asked for. */
  readonly recovered: "yes" | "no" | "none";
  /** How many messages are replayed. */
  readonly count: number;
}

/** What to subscribe to, inside `hello`. It is answered by an `ok` or `error` of its own, after `welcome`. */
export interface Subscription {
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  /** The authorisation for a private or presence channel, from `channels.authorize`. */
  readonly token?: string;
  /** Go on after this position. What lies between is replayed wholly, or not at all and reported. A channel token without `history` goes on only in the session, resumed or not, that heard the channel before that position; else a `gap` with reason `history_forbidden` says that it begins now. */
  readonly since?: Position;
  /** Without a position: older messages to replay first. A channel token must permit `history`, or the answer is `channel_forbidden`. */
  readonly rewind?: ChannelRewind;
  /** What to receive. */
  readonly mode?: readonly ("message" | "presence")[];
  readonly filter?: SubscriptionFilter;
  /** When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest` skips to the newest message, and a `gap` with reason `conflated` before it says what was left out. */
  readonly policy?: "buffer" | "latest";
  /** Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says what was left out. 0 means each. */
  readonly conflateMs?: number;
  /** For `document:` channels: send the whole document, the difference, or both. */
  readonly returnMode?: ReturnMode;
}

/** Only messages that this selects, by paths such as `event`, `tags.lang`, `data.campusId`. On `watch:tunnels` it may be one filter for each kind of resource. */
export type SubscriptionFilter = WatchFilter | Filter;

/** A point in time, RFC 3339, in UTC with milliseconds. */
export type Timestamp = string;

/** Stop receiving the messages of a channel. */
export interface UnsubscribeFrame {
  /** Tells this frame. */
  readonly type: "unsubscribe";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
}

/** The server ended a subscription, or refuses to restore it. */
export interface UnsubscribedFrame {
  /** Tells this frame. */
  readonly type: "unsubscribed";
  /** The name of the channel. */
  readonly channel: string;
  /** Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The client chooses it; frames of a subscription without a number carry none. */
  readonly subscription?: number;
  readonly code: ErrorCode;
  /** What happened and what to do, for people. */
  readonly message: string;
  /** Whether trying again later may succeed. */
  readonly retryable: boolean;
}

/** The id of a user, as the project's own backend names it; the `sub` of the tokens. */
export type UserId = string;

/** The version of the resource: 1 when it is created, one more with every change. The `ETag` is this number in quotes. */
export type Version = number;

/** Which tunnels and which clients a watch shows, at its beginning and as they change. What is left out shows all. */
export interface WatchFilter {
  /** Only tunnels that this selects. */
  readonly tunnels?: Filter;
  /** Only tunnel clients that this selects. */
  readonly clients?: Filter;
}

/** The answer to `hello`: the connection is accepted, and these are the server's numbers. */
export interface WelcomeFrame {
  /** Tells this frame. */
  readonly type: "welcome";
  /** The number of this request on this connection, from 1. The answer carries the same. */
  readonly id: number;
  readonly connection: ConnectionId;
  /** The key to resume this session. A secret. */
  readonly session: string;
  /** The user of the token; `null` if it speaks for its application. */
  readonly user: string | null;
  /** Where the user's own channel goes on; `null` if the token names no user. */
  readonly inbox: Inbox | null;
  /** The server pings after so long without traffic towards the client. */
  readonly pingMs: number;
  /** After `pingMs` and so much more without any frame the client takes the connection for dead. */
  readonly pongWaitMs: number;
  /** How long the token is still valid; `null` if it does not expire. */
  readonly tokenTtlMs: number | null;
  /** Whether the session was taken up again. */
  readonly resumed: boolean;
  /** How long after a disconnect a session can be resumed. */
  readonly windowMs: number;
  readonly limits: ConnectionLimits;
  readonly retry: RetryHint;
  /** The server that holds the connection, for support. */
  readonly node?: string;
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
}
