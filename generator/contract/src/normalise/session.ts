import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { Resolver } from "../load/resolver.js";
import type { SchemaReader } from "./schema/schema-reader.js";

/** What every reader of one run shares. */
export interface Session {
  readonly diagnostics: Diagnostics;
  readonly resolver: Resolver;
  readonly schemas: SchemaReader;
}
