import type { Json, JsonObject } from "@parlance/contract";
import type { AttemptOutcome, DeliveryToSend } from "@parlance/platform/testing";
import { isObject } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";
import { endpointFaults } from "./endpoints.ts";
import { onWebhooks } from "./subjects.ts";

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
  { ...onWebhooks("timestamp-first", "Later attempts bear the time of the first"), apply: firstTimestamp },
  { ...onWebhooks("id-changes", "Each attempt has an id of its own"), apply: changingIds },
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
  ...endpointFaults,
];

function attempts(name: string, title: string, attempt: NonNullable<Hooks["attempt"]>): Fault {
  return { ...onWebhooks(name, title), apply: () => ({ attempt }) };
}

function posts(name: string, title: string, post: NonNullable<Hooks["post"]>): Fault {
  return { ...onWebhooks(name, title), apply: () => ({ post }) };
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
