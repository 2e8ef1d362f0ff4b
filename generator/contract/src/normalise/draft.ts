import type { Channel, Message } from "../model/channel.js";
import type { Info, Tag } from "../model/contract.js";
import type { JsonObject } from "../model/json.js";
import type { Operation, Webhook } from "../model/operation.js";
import type { SecurityScheme, Server } from "../model/server.js";

/** What one document contributes to the Contract; its schemas are in the shared reader. */
export interface Draft {
  readonly info: Info;
  readonly tags: readonly Tag[];
  readonly servers: readonly Server[];
  readonly security: readonly SecurityScheme[];
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
  readonly channels: readonly Channel[];
  readonly messages: readonly Message[];
  readonly extensions?: JsonObject;
}
