import type { Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { SecurityRequirement } from "../../model/server.js";
import type { Session } from "../session.js";

/** What the readers of one OpenAPI document share. */
export interface OpenApiContext {
  readonly session: Session;
  readonly root: Cursor<JsonObject>;
  /** Names of the declared security schemes. */
  readonly schemes: ReadonlySet<string>;
  /** The document's own requirement, for operations without one. */
  readonly security: readonly SecurityRequirement[];
}
