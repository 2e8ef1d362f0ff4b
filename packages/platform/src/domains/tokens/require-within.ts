import type { Call } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { grantLists } from "../../security/caller.js";
import { within, type Grant } from "../../security/grant.js";

/** Nobody hands on more than they hold. Throws `forbidden`. */
export function requireWithin(call: Call, grants: readonly Grant[]): void {
  if (call.caller.type === "anonymous") throw problem("forbidden", "Somebody unknown has nothing to grant.");
  for (const held of grantLists(call.caller)) {
    if (!grants.every((grant) => within(grant, held))) {
      throw problem(
        "forbidden",
        "The grants are wider than the caller's own. Ask for less, with the same filter where the caller's has one.",
      );
    }
  }
}
