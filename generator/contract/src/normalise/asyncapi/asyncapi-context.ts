import type { Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { SecurityRequirement } from "../../model/server.js";
import type { Session } from "../session.js";
import type { MessageReader } from "./message-reader.js";

/** What the readers of one AsyncAPI document share. */
export interface AsyncApiContext {
  readonly session: Session;
  readonly root: Cursor<JsonObject>;
  readonly messages: MessageReader;
  /** Names of the declared security schemes. */
  readonly schemes: ReadonlySet<string>;
  /** Server name → what it demands of operations that say nothing themselves. */
  readonly serverSecurity: ReadonlyMap<string, readonly SecurityRequirement[]>;
}
