import type { Filter } from "../filter/filter.js";
import type { MessageFrame } from "@parlance/protocol";
import type { Position, Publication, Published } from "../broker/broker.js";
import type { Json, JsonObject } from "../json/json.js";
import type { Awaitable } from "./awaitable.js";

/** Who is at the other end of a connection, as its token says. */
export interface Identity {
  readonly project: string;
  readonly applicationId: string;
  /** The user of the token; null if it speaks for its application. */
  readonly userId: string | null;
  /** What others see of the user where it is a member, and what it says of itself at first. */
  readonly member?: { readonly info: Json; readonly state?: Json } | undefined;
  readonly tokenId: string | null;
  /** The application key that signed the token; absent if the platform did. */
  readonly keyId?: string | undefined;
  /** Milliseconds since 1970; null = it does not expire. */
  readonly issuedAt: number;
  readonly expiresAt: number | null;
}

/** Something that a connection wants with a channel. */
export interface ChannelRequest {
  readonly identity: Identity;
  readonly connection: string;
  readonly channel: string;
  /** The channel token of the subscription, from `channels.authorize`. */
  readonly token?: string | undefined;
}

/** What a channel token permits beyond a subscription. */
export type ChannelPermission = "subscribe" | "publish" | "presence" | "history";

/** Leave to subscribe. The log of the channel is ready to be read. */
export interface Admission {
  /** What the channel token permits; undefined if there was none. */
  readonly permissions?: readonly ChannelPermission[];
  /** Who the member is by the channel token, and what others see of it. */
  readonly member?: { readonly id: string; readonly userId: string | null; readonly info: Json };
  /** When the authorisation ends, in milliseconds since 1970; undefined = with the identity. */
  readonly expiresAt?: number;
}

/** Something that a connection wants with a channel, with what its channel tokens there permit. */
export interface PermittedRequest extends ChannelRequest {
  readonly permissions: readonly ChannelPermission[] | undefined;
}

/** A message that a connection wants to publish. */
export interface PublishRequest extends PermittedRequest {
  readonly publication: Omit<Publication, "id" | "sender">;
}

/** Leave to be a member of a channel. */
export interface MemberAdmission {
  readonly maxMembers: number;
}

/** Whose watch begins, and what it wants to see. */
export interface SnapshotRequest {
  readonly identity: Identity;
  readonly channel: string;
  readonly filter: JsonObject | undefined;
}

/** The state with which a watch begins, and the position of the log that it includes. */
export interface Snapshot {
  readonly frame: MessageFrame;
  readonly position: Position;
}

/** A call of a method: a REST operation. */
export interface MethodCall {
  readonly identity: Identity;
  readonly connection: string;
  /** The token of the connection. */
  readonly token: string;
  readonly method: string;
  readonly params: JsonObject;
}

/**
 * The only way from a connection to what is kept, and the judge of everything a connection wants. Each method throws, or rejects
 * with, a `PlatformError` that the client is told. Asked again when the token changes.
 */
export interface Gate {
  /** Throws `missing_token`, `invalid_token`, `token_expired`, `token_revoked`, `application_disabled`. */
  authenticate(token: string | undefined): Awaitable<Identity>;
  /** Throws `channel_forbidden` or `insufficient_scope`. */
  subscribe(request: ChannelRequest): Awaitable<Admission>;
  /** Appends and delivers. Settles once the message is as durable as its channel. */
  publish(request: PublishRequest): Awaitable<Published>;
  /** May the connection enter the channel as a member? */
  enter(request: PermittedRequest): Awaitable<MemberAdmission>;
  /** May the connection read the history? The log is ready to be read then. */
  history(request: PermittedRequest): Awaitable<void>;
  /** What a watch sees at this moment; undefined on channels that have no such state. */
  snapshot(request: SnapshotRequest): Awaitable<Snapshot | undefined>;
  /** Reads the filter of a subscription. Throws `invalid_filter`. */
  filter(channel: string, filter: JsonObject): Filter;
  /** Carries out a REST operation as HTTP would. */
  call(call: MethodCall): Awaitable<Json>;
}
