import type { Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { SecurityRequirement } from "../../model/server.js";
import type { Session } from "../session.js";
import type { MessageReader } from "./message-reader.js";
import type { SecurityRegistry } from "./security-registry.js";

/** What the readers of one AsyncAPI document share. */
export interface AsyncApiContext {
  readonly session: Session;
  readonly root: Cursor<JsonObject>;
  readonly messages: MessageReader;
  readonly schemes: SecurityRegistry;
  /** Server name → what it demands of operations that say nothing themselves. */
  readonly serverSecurity: ReadonlyMap<string, readonly SecurityRequirement[]>;
}
