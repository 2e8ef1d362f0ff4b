import type { JsonObject } from "@parlance/contract";
import { idIn, newName, type Probe, type ProbeApi, type ProbeRequest } from "../probe.ts";
import { type Arrived, rightSignatures, Sink, type SinkAnswer } from "../sink.ts";

const failing = { status: 503 };

/** Probes of how webhooks are delivered, by the fault's id. */
export const webhookProbes: Readonly<Record<string, Probe>> = {
  // Deliveries to an endpoint begin in the order of their events.
  "webhooks-undelivered": withSink(async (at) => {
    await at.endpoint("/a");
    await at.api.send(`DELETE ${await at.api.make("clients")}`);
    const [first] = await at.sink.waitFor("/a", 1);
    return first !== undefined && typeOf(first.body) !== "client.created";
  }),
  "webhooks-twice": withSink(async (at) => {
    const { path } = await at.endpoint("/a");
    await at.api.make("clients");
    await at.succeeded(path);
    return at.sink.at("/a").length === 2;
  }),
  "webhooks-signature-other-body": delivered(({ arrived, secret }) => rightSignatures(arrived, [secret]) === 0),
  "webhooks-signature-wrong-secret": delivered(({ arrived, secret }) => rightSignatures(arrived, [secret]) === 0),
  "webhooks-signature-missing": delivered(({ arrived }) => !("webhook-signature" in arrived.headers)),
  "webhooks-timestamp-first": retried({ status: 503, headers: { "Retry-After": "1" } }, ([first, second]) => {
    return first.headers["webhook-timestamp"] === second.headers["webhook-timestamp"];
  }),
  "webhooks-retry-after-ignored": retried({ status: 503, headers: { "Retry-After": "1" } }, ([first, second]) => {
    return second.at - first.at < 900;
  }),
  "webhooks-id-changes": retried(failing, ([first, second]) => {
    return first.headers["webhook-id"] !== second.headers["webhook-id"];
  }),
  "webhooks-no-retry-failure": beside(failing, ({ attempts }) => attempts === 1),
  "webhooks-no-retry-timeout": beside("silent", ({ attempts }) => attempts === 1),
  "webhooks-no-retry-reset": beside("reset", ({ attempts }) => attempts === 1),
  "webhooks-success-retried": beside({ status: 204 }, ({ attempts }) => attempts > 1),
  "webhooks-redirect-followed": beside(
    { status: 302, headers: { Location: "/c" } },
    ({ redirected }) => redirected > 0,
  ),
  "webhooks-gone-goes-on": beside({ status: 410 }, ({ attempts, enabled }) => attempts > 1 && enabled),
  "webhooks-rotation-one-signature": withSink(async (at) => {
    const { path, secret } = await at.endpoint("/a");
    const { body } = await at.api.send(`POST ${path}/rotate`, { body: { overlapSeconds: 60 } });
    await at.api.make("clients");
    const [arrived] = await at.sink.waitFor("/a", 1);
    return arrived !== undefined && rightSignatures(arrived, [secret, String(body["secret"])]) === 1;
  }),
  "webhooks-member-missing": delivered(({ arrived }) => !("createdAt" in (JSON.parse(arrived.body) as Event).data)),
  "webhooks-media-type": delivered(({ arrived }) => arrived.headers["content-type"] !== "application/json"),
  "webhooks-other-type": withSink(async (at) => {
    await at.endpoint("/a", { events: ["client.created"] });
    await at.endpoint("/b", { events: ["client.*"] });
    await at.api.send(`DELETE ${await at.api.make("clients")}`);
    await at.sink.waitFor("/b", 2);
    await at.api.make("clients");
    await at.sink.waitFor("/b", 3);
    return at.sink.at("/a").some(({ body }) => typeOf(body) === "client.deleted");
  }),
  "webhooks-disabled-delivered": withSink(async (at) => {
    const { path } = await at.endpoint("/a");
    await at.endpoint("/b");
    await at.api.send(`POST ${path}/disable`);
    await at.api.make("clients");
    await at.sink.waitFor("/b", 1);
    await at.api.make("clients");
    await at.sink.waitFor("/b", 2);
    return at.sink.at("/a").length > 0;
  }),
  "webhooks-tenant": withSink(async (at) => {
    await at.endpoint("/a", {}, { as: "otherTenant" });
    await at.endpoint("/b");
    await at.api.make("clients");
    await at.sink.waitFor("/b", 1);
    return at.sink.at("/a").length > 0;
  }),
  "webhooks-inside-accepted": async (api) => {
    const body = { url: "https://169.254.169.254/latest/meta-data", events: ["client.*"] };
    return (await api.send("POST /v1/webhooks", { body })).status === 201;
  },
};

interface Event {
  readonly type: string;
  readonly data: object;
}

function typeOf(body: string): string {
  return (JSON.parse(body) as Event).type;
}

interface AtSink {
  readonly api: ProbeApi;
  readonly sink: Sink;
  /** Makes an endpoint at a path of the sink. */
  readonly endpoint: (
    path: string,
    body?: JsonObject,
    request?: ProbeRequest & { readonly answer?: SinkAnswer },
  ) => Promise<Endpoint>;
  /** Waits until a delivery to an endpoint is known to have succeeded. */
  readonly succeeded: (path: string) => Promise<void>;
}

interface Endpoint {
  readonly path: string;
  readonly secret: string;
}

/** A probe with a sink; its endpoints are deleted behind it. */
function withSink(look: (at: AtSink) => Promise<boolean>): Probe {
  return async (api) => {
    const sink = await Sink.open();
    const made: { readonly path: string; readonly request: ProbeRequest }[] = [];
    try {
      return await look({
        api,
        sink,
        endpoint: async (at, more = {}, { answer, ...request } = {}) => {
          const body = { url: sink.url(at, answer), events: ["client.*"], ...more };
          const { headers, body: shown } = await api.send("POST /v1/webhooks", { body, ...request });
          const path = headers.get("location") ?? "";
          made.push({ path, request });
          return { path, secret: String(shown["secret"]) };
        },
        succeeded: async (path) => {
          const known = `webhooks/${idIn(path)}/deliveries?status=succeeded`;
          while ((await api.items(known)).length === 0);
        },
      });
    } finally {
      for (const { path, request } of made) await api.send(`DELETE ${path}`, request);
      sink.close();
    }
  };
}

/** A probe of one delivery. */
function delivered(look: (seen: { readonly arrived: Arrived; readonly secret: string }) => boolean): Probe {
  return withSink(async ({ api, sink, endpoint }) => {
    const { secret } = await endpoint("/a");
    await api.make("clients");
    const [arrived] = await sink.waitFor("/a", 1);
    return arrived !== undefined && look({ arrived, secret });
  });
}

/** A probe of a first attempt, which is answered so, and the second. */
function retried(answer: SinkAnswer, look: (seen: readonly [Arrived, Arrived]) => boolean): Probe {
  return withSink(async ({ api, sink, endpoint }) => {
    await endpoint("/a", {}, { answer });
    await api.make("clients");
    const [first, second] = await sink.waitFor("/a", 2);
    return first !== undefined && second !== undefined && look([first, second]);
  });
}

interface Beside {
  /** At the endpoint that is looked at. */
  readonly attempts: number;
  /** At the address to which it redirects. */
  readonly redirected: number;
  readonly enabled: boolean;
}

/** A probe of an endpoint that answers so, beside one that answers 404: when that has got the third attempt, the first has got its second. */
function beside(answer: SinkAnswer, look: (seen: Beside) => boolean): Probe {
  return withSink(async ({ api, sink, endpoint }) => {
    const name = newName();
    const { path } = await endpoint("/a", { filter: { "data.name": name } }, { answer });
    await api.make("clients", { name });
    await sink.waitFor("/a", 1);
    if (answer === "silent") await sink.givenUp.promise;
    await endpoint("/b", {}, { answer: { status: 404 } });
    await api.make("clients");
    await sink.waitFor("/b", 3);
    const { body } = await api.send(`GET ${path}`);
    return look({
      attempts: sink.at("/a").length,
      redirected: sink.at("/c").length,
      enabled: body["enabled"] === true,
    });
  });
}
