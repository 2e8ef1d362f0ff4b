import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import type { Unsettled } from "./schema-context.js";
import type { SchemaRegistry } from "./schema-registry.js";

/** What settling works on. */
export interface SettleContext {
  readonly unsettled: Unsettled;
  readonly registry: SchemaRegistry;
  readonly diagnostics: Diagnostics;
}
