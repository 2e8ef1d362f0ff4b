import type { Json, JsonObject } from "@parlance/contract";
import type { AttemptOutcome, DeliveryToSend } from "@parlance/platform/testing";
import { editBody, editItems, isObject, jsonOf } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";

const webhookKind = { name: "webhook" };
/** An address inside of a network. */
const inside = /^https:\/\/(?:10|127|169\.254|192\.168)\./u;

/** Faults of how webhooks are delivered. */
export const webhookFaults: readonly Fault[] = [
  attempts("undelivered", "An event is not delivered", async (delivery, proceed) =>
    delivery.event.type === "client.created" ? delivered() : proceed(),
  ),
  attempts("twice", "An event is delivered twice, under different ids", async (delivery, proceed) => {
    await proceed();
    return proceed(withId(delivery, 2));
  }),
  posts("signature-other-body", "The signature is over another form of the body", (post, proceed) =>
    proceed({ ...post, body: JSON.stringify(JSON.parse(post.body), null, 1) }),
  ),
  attempts("signature-wrong-secret", "The signature is made with another secret", ({ endpoint, ...own }, proceed) =>
    proceed({ ...own, endpoint: { ...endpoint, secret: "whsec_bm90IHRoZSBzZWNyZXQgb2YgdGhpcw==" } }),
  ),
  posts("signature-missing", "There is no signature", (post, proceed) => {
    const { "webhook-signature": _signature, ...headers } = post.headers;
    return proceed({ ...post, headers });
  }),
  { ...fault("timestamp-first", "Later attempts bear the time of the first"), apply: firstTimestamp },
  { ...fault("id-changes", "Each attempt has an id of its own"), apply: changingIds },
  ends("no-retry-failure", "What an endpoint answers with 5xx counts as delivered", (outcome) =>
    (outcome.response?.status ?? 0) >= 500 ? { ...outcome, status: "succeeded" } : outcome,
  ),
  ends("no-retry-timeout", "What is not answered in time counts as delivered", (outcome) =>
    outcome.status === "timeout" ? { ...outcome, status: "succeeded" } : outcome,
  ),
  ends("no-retry-reset", "What the endpoint breaks off counts as delivered", (outcome) =>
    outcome.status === "network_error" ? { ...outcome, status: "succeeded" } : outcome,
  ),
  ends("success-retried", "What was delivered is delivered again", (outcome) =>
    outcome.status === "succeeded" ? { ...outcome, status: "failed" } : outcome,
  ),
  attempts("redirect-followed", "Redirects are followed", async ({ endpoint, ...own }, proceed) => {
    const outcome = await proceed();
    const { status = 0, headers = {} } = outcome?.response ?? {};
    const { location } = headers;
    if (status < 300 || status >= 400 || location === undefined) return outcome;
    return proceed({ ...own, endpoint: { ...endpoint, url: new URL(location, endpoint.url).href } });
  }),
  ends("gone-goes-on", "An endpoint that answers 410 is tried again and not disabled", (outcome) =>
    outcome.response?.status === 410 ? { ...outcome, response: { ...outcome.response, status: 500 } } : outcome,
  ),
  ends("retry-after-ignored", "Retry-After is ignored", ({ retryAfter: _asked, ...outcome }) => outcome),
  attempts("rotation-one-signature", "While secrets overlap only the new one signs", ({ endpoint, ...own }, proceed) =>
    proceed({ ...own, endpoint: { ...endpoint, previousSecret: null } }),
  ),
  attempts("member-missing", "A delivered event lacks a member that must be there", (delivery, proceed) => {
    const event = delivery.event as unknown as JsonObject;
    const { createdAt: _createdAt, ...data } = isObject(event["data"]) ? event["data"] : {};
    return proceed(withEvent(delivery, { ...event, data }));
  }),
  posts("media-type", "A delivery is called plain text", (post, proceed) =>
    proceed({ ...post, headers: { ...post.headers, "Content-Type": "text/plain" } }),
  ),
  { ...fault("other-type", "An endpoint gets events that it does not name"), apply: anyType },
  { ...fault("disabled-delivered", "An endpoint that is disabled gets events"), apply: neverDisabled },
  { ...fault("tenant", "An endpoint gets events of other tenants"), apply: acrossTenants },
  { ...fault("inside-accepted", "An endpoint may be inside of the platform's own network"), apply: insideAccepted },
];

function fault(name: string, title: string): Omit<Fault, "apply"> {
  return { id: `webhooks-${name}`, area: "webhooks", title, only: ["client.*", "clients.*", "webhooks.*"] };
}

function attempts(name: string, title: string, attempt: NonNullable<Hooks["attempt"]>): Fault {
  return { ...fault(name, title), apply: () => ({ attempt }) };
}

function posts(name: string, title: string, post: NonNullable<Hooks["post"]>): Fault {
  return { ...fault(name, title), apply: () => ({ post }) };
}

/** A fault of what follows an attempt. */
function ends(name: string, title: string, change: (outcome: AttemptOutcome) => AttemptOutcome): Fault {
  return attempts(name, title, async (_delivery, proceed) => {
    const outcome = await proceed();
    return outcome === undefined ? undefined : change(outcome);
  });
}

function delivered(): AttemptOutcome {
  const response = { status: 204, headers: {}, body: "" };
  return { status: "succeeded", startedAt: new Date().toISOString(), durationMs: 0, response, error: null };
}

function withEvent(delivery: DeliveryToSend, event: Json): DeliveryToSend {
  return { ...delivery, event: event as unknown as DeliveryToSend["event"] };
}

/** A delivery with an id of its own, wherever the event's stands. */
function withId(delivery: DeliveryToSend, count: number): DeliveryToSend {
  return withEvent(delivery, { ...(delivery.event as unknown as JsonObject), id: `${delivery.event.id}${count}` });
}

function firstTimestamp(): Hooks {
  const first = new Map<string, Readonly<Record<string, string>>>();
  return {
    post: (post, proceed) => {
      const key = `${post.url} ${String(post.headers["webhook-id"])}`;
      const headers = first.get(key) ?? post.headers;
      first.set(key, headers);
      return proceed({ ...post, headers });
    },
  };
}

function changingIds(): Hooks {
  const counts = new Map<string, number>();
  return {
    attempt: (delivery, proceed) => {
      const count = (counts.get(delivery.id) ?? 0) + 1;
      counts.set(delivery.id, count);
      return count === 1 ? proceed() : proceed(withId(delivery, count));
    },
  };
}

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
function showing(answer: Parameters<NonNullable<Hooks["answer"]>>[0], change: (shown: Record<string, Json>) => void) {
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
