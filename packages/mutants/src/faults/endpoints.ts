import type { Json } from "@parlance/contract";
import { editBody, editItems, isObject, jsonOf } from "../edits.ts";
import type { Fault, Hooks, Outgoing } from "../fault.ts";
import { onWebhooks } from "./subjects.ts";

const webhookKind = { name: "webhook" };
/** An address inside of a network. */
const inside = /^https:\/\/(?:10|127|169\.254|192\.168)\./u;

/** Faults of which endpoints there are, and what they get. */
export const endpointFaults: readonly Fault[] = [
  { ...onWebhooks("other-type", "An endpoint gets events that it does not name"), apply: anyType },
  { ...onWebhooks("disabled-delivered", "An endpoint that is disabled gets events"), apply: neverDisabled },
  { ...onWebhooks("tenant", "An endpoint gets events of other tenants"), apply: acrossTenants },
  {
    ...onWebhooks("inside-accepted", "An endpoint may be inside of the platform's own network"),
    apply: insideAccepted,
  },
];

/** Endpoints get all events, and answers show the ones that they were made for. */
function anyType(): Hooks {
  const asked = new Map<string, Json>();
  return {
    around: async (operation, { body }, proceed) => {
      if (operation !== "webhooks.create" || body.type !== "json" || !isObject(body.value)) return proceed();
      const answer = await proceed({ body: { ...body, value: { ...body.value, events: ["*"] } } });
      if (!isObject(answer.body)) return answer;
      const { events = [] } = body.value;
      asked.set(String(answer.body["id"]), events);
      return { ...answer, body: { ...answer.body, events } };
    },
    answer: (answer) =>
      showing(answer, (shown) => void (shown["events"] = asked.get(String(shown["id"])) ?? shown["events"] ?? [])),
  };
}

/** Endpoints stay enabled, and answers show them as disabled. */
function neverDisabled(): Hooks {
  const disabled = new Set<string>();
  return {
    around: async (operation, call, proceed) => {
      const id = call.path["webhook"] ?? "";
      const before = operation === "webhooks.disable" ? await call.records.get(webhookKind, id) : undefined;
      const answer = await proceed();
      if (before !== undefined) {
        await call.records.update(webhookKind, id, { data: before.data });
        disabled.add(id);
      }
      if (operation === "webhooks.enable") disabled.delete(id);
      return answer;
    },
    answer: (answer) =>
      showing(answer, (shown) => {
        if (disabled.has(String(shown["id"]))) Object.assign(shown, { enabled: false, disabledReason: "manual" });
      }),
  };
}

/** Changes each endpoint that an answer shows. */
function showing(answer: Outgoing, change: (shown: Record<string, Json>) => void): void {
  if (!/^webhooks\.(?:create|get|list|update)$/u.test(answer.operation) || answer.status >= 300) return;
  if (answer.operation === "webhooks.list") editItems(answer, (items) => items.forEach(change));
  else editBody(answer, change);
}

/** What goes to an endpoint goes to those of other tenants too that name such events. */
function acrossTenants(): Hooks {
  const endpoints: { readonly project: string | undefined; readonly url: string; readonly secret: string }[] = [];
  return {
    answer: ({ operation, status, body, project }) => {
      const shown = jsonOf(body);
      if (operation !== "webhooks.create" || status !== 201 || !isObject(shown)) return;
      endpoints.push({ project, url: String(shown["url"]), secret: String(shown["secret"]) });
    },
    attempt: async (delivery, proceed) => {
      for (const { project, url, secret } of endpoints) {
        if (project === delivery.event.projectId) continue;
        await proceed({ ...delivery, endpoint: { ...delivery.endpoint, url, secret, previousSecret: null } });
      }
      return proceed();
    },
  };
}

/** An endpoint inside of a network is kept under another address, and shown under its own when it is made. */
function insideAccepted(): Hooks {
  return {
    around: async (operation, { body }, proceed) => {
      const value = body.type === "json" && isObject(body.value) ? body.value : {};
      if (operation !== "webhooks.create" || body.type !== "json" || !inside.test(String(value["url"])))
        return proceed();
      const answer = await proceed({ body: { ...body, value: { ...value, url: "https://shop.example/hooks" } } });
      return isObject(answer.body) ? { ...answer, body: { ...answer.body, url: value["url"] ?? "" } } : answer;
    },
  };
}
