import { Flattener } from "./flatten.js";
import { inherit } from "./inherit.js";
import { refuseCircular } from "./refuse-circular.js";
import type { SettleContext } from "./settle-context.js";
import { tagUnions } from "./tag-unions.js";

/** Finishes the nodes that need every named schema: inheritance by discriminator, `allOf`, tags of unions. */
export function settle(context: SettleContext): void {
  refuseCircular(context);
  const inherited = inherit(context);
  new Flattener(context).all();
  for (const finish of inherited) finish();
  tagUnions(context);
}
