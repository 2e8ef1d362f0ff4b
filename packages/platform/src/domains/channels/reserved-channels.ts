import type { Call } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { JsonObject } from "../../json/json.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";

/** What a channel of the platform's own shows: it takes these scopes, on this resource, to see it. */
interface Shown {
  readonly scopes: readonly string[];
  readonly subject: JsonObject;
}

const form = /^(topic|document|watch|user|room):(.*)$/su;

/** Whether the platform itself publishes on the channel, and nobody else does. */
export function isReserved(name: string): boolean {
  return form.test(name);
}

/**
 * Whether the caller may see what the platform publishes on a channel of its own: a scope for channels alone must not open
 * topics, documents, tunnels and rooms. True for every other channel. A filter that needs more of the resource than its name
 * selects nothing here, and neither does a grant that shows only some members: messages hold the whole resource.
 */
export function maySee(call: Call, name: string): boolean {
  const shown = shownOn(name);
  if (shown === undefined) return true;
  if (call.caller.type === "anonymous") return false;
  const access = Access.of(shown.scopes, grantLists(call.caller), filterLimits(call));
  return access.granted && access.showsWhole(shown.subject);
}

/** The resource that a channel of the platform's own shows, for filters of grants; undefined for every other channel. */
export function subjectShownOn(name: string): JsonObject | undefined {
  return shownOn(name)?.subject;
}

function shownOn(name: string): Shown | undefined {
  const [, prefix, rest = ""] = form.exec(name) ?? [];
  switch (prefix) {
    case "topic":
      return { scopes: ["topics:read"], subject: { name: rest } };
    case "document": {
      const [collection = "", id = ""] = rest.split(":");
      return { scopes: ["documents:read"], subject: { collection, id } };
    }
    case "watch":
      return { scopes: ["tunnels:read", "clients:read"], subject: {} };
    case "room":
      return { scopes: ["rooms:read"], subject: { id: rest } };
    default:
      return undefined;
  }
}
