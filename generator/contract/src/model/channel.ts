import type { Json, JsonObject } from "./json.js";
import type { Place } from "./place.js";
import type { Docs, Schema } from "./schema.js";
import type { SecurityRequirement } from "./server.js";

/** One message of the event half. */
export interface Message {
  /** The document's own name (component key, `messageId` or `name`). */
  readonly name: string;
  readonly payload?: Schema;
  readonly headers?: Schema;
  /** Media type of the payload, e.g. `application/json`. */
  readonly contentType: string;
  /** Runtime expression, e.g. `$message.payload#/id`. */
  readonly correlation?: string;
  readonly bindings?: JsonObject;
  readonly docs?: Docs;
  readonly examples?: readonly { readonly payload?: Json; readonly headers?: Json }[];
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** A variable part of a channel's address. */
export interface ChannelParameter {
  readonly name: string;
  readonly values?: readonly string[];
  readonly default?: string;
  readonly docs?: Docs;
  readonly place: Place;
}

/** Where and with what a channel operation is answered (AsyncAPI 3 `reply`). */
export interface Reply {
  /** Name of the channel on which the answer comes. */
  readonly channel?: string;
  /** Names of the messages that answer. */
  readonly messages: readonly string[];
}

/** What a client does on a channel, from the client's point of view (AsyncAPI 3; 2.x is turned round). */
export interface ChannelOperation {
  readonly id: string;
  readonly action: "send" | "receive";
  /** Names in `Contract.messages`. */
  readonly messages: readonly string[];
  readonly reply?: Reply;
  readonly security: readonly SecurityRequirement[];
  readonly bindings?: JsonObject;
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** An address over which messages travel. */
export interface Channel {
  /** The document's key. */
  readonly name: string;
  /** Address template with `{parameters}`; null when it is known only at run time. */
  readonly address: string | null;
  readonly parameters: readonly ChannelParameter[];
  /** Names in `Contract.messages` of everything the channel carries. */
  readonly messages: readonly string[];
  readonly operations: readonly ChannelOperation[];
  /** Names of the servers it lives on; empty = all. */
  readonly servers: readonly string[];
  readonly bindings?: JsonObject;
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}
