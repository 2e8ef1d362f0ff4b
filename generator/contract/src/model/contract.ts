import type { Channel, Message } from "./channel.js";
import type { JsonObject } from "./json.js";
import type { Operation, Webhook } from "./operation.js";
import type { Docs, NamedSchema } from "./schema.js";
import type { SecurityScheme, Server } from "./server.js";

/** What the documents say about themselves; the OpenAPI document comes first. */
export interface Info {
  readonly title: string;
  readonly version: string;
  readonly docs?: Docs;
  readonly license?: string;
  readonly contact?: string;
}

/** A name under which the documents group operations. */
export interface Tag {
  readonly name: string;
  readonly docs?: Docs;
}

/**
 * Everything a platform promises, REST and events in one value.
 *
 * Plain data: it survives `JSON.parse(JSON.stringify(contract))` unchanged, and the same documents give the same bytes.
 * Lists whose order the standards leave open (schemas, operations by path, channels, messages) are sorted by name or
 * path; lists whose order means something to a reader (properties, parameters, media types, union members, enum values)
 * keep the document's.
 */
export interface Contract {
  /** Version of this format. */
  readonly contract: 1;
  readonly info: Info;
  readonly tags: readonly Tag[];
  readonly servers: readonly Server[];
  readonly security: readonly SecurityScheme[];
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
  readonly channels: readonly Channel[];
  readonly messages: readonly Message[];
  /** Root-level `x-…` members of all documents. */
  readonly extensions?: JsonObject;
}
