import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import { Flattener } from "./flatten.js";
import { inherit } from "./inherit.js";
import { refuseCircular } from "./refuse-circular.js";
import type { Unsettled } from "./schema-context.js";
import type { SchemaRegistry } from "./schema-registry.js";
import { tagUnions } from "./tag-unions.js";

/** What settling works on. */
export interface SettleContext {
  readonly unsettled: Unsettled;
  readonly registry: SchemaRegistry;
  readonly diagnostics: Diagnostics;
}

/** Finishes the nodes that need every named schema: inheritance by discriminator, `allOf`, tags of unions. */
export function settle(context: SettleContext): void {
  refuseCircular(context);
  const inherited = inherit(context);
  new Flattener(context).all();
  for (const finish of inherited) finish();
  tagUnions(context);
}
