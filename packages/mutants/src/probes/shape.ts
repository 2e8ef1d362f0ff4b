import { newName, type Probe, type ProbeApi } from "../probe.ts";

/** Probes of what an answer looks like, by the fault's id. */
export const shapeProbes: Readonly<Record<string, Probe>> = {
  "shape-created-as-accepted": async (api) => (await api.send("POST /v1/clients", { body: {} })).status !== 201,
  "shape-deleted-with-200": async (api) => (await api.send(`DELETE ${await api.make("clients")}`)).status !== 204,
  "shape-read-with-206": async (api) => (await api.send(`GET ${await api.topic()}`)).status !== 200,
  "shape-change-fails": async (api) =>
    (await api.send(`PATCH ${await api.make("clients")}`, { body: { name: "a" } })).status >= 500,
  "shape-html": (api) => hasType(api, "html", "clients"),
  "shape-no-media-type": async (api) => !(await api.send("GET /v1/webhooks")).headers.has("content-type"),
  "shape-no-body": async (api) => (await api.send(`GET ${await api.topic()}`)).bytes.byteLength === 0,
  "shape-cut-json": async (api) => !("items" in (await api.send("GET /v1/applications")).body),
  "shape-not-utf8": async (api) => {
    const { bytes } = await api.send(`GET ${await api.webhook()}`);
    return new TextDecoder().decode(bytes).includes("\uFFFD");
  },
  "shape-member-missing": async (api) => !("createdAt" in (await client(api))),
  "shape-member-type": async (api) => {
    await api.topic();
    return typeof (await api.items("topics"))[0]?.["eventCount"] !== "number";
  },
  "shape-unknown-value": async (api) => (await client(api))["status"] !== "offline",
  "shape-time-format": async (api) => Number.isNaN(Date.parse(String((await topic(api))["updatedAt"]))),
  "shape-time-in-seconds": async (api) =>
    typeof (await api.send("POST /v1/clients", { body: {} })).body["createdAt"] !== "string",
  "shape-null-labels": async (api) => {
    await api.make("clients");
    return (await api.items("clients"))[0]?.["labels"] === null;
  },
  "shape-deep-type": async (api) => {
    await api.webhook();
    return !Array.isArray((await api.items("webhooks"))[0]?.["events"]);
  },
  "shape-id-pattern": async (api) => {
    const { body } = await api.send("POST /v1/applications", { body: { name: "probe", grants: [] } });
    return !String(body["id"]).startsWith("app_");
  },
  "shape-page-without-cursor": async (api) => !("nextCursor" in (await api.send("GET /v1/topics")).body),
  "shape-negative-count": async (api) => Number((await topic(api))["eventCount"]) < 0,
  "shape-no-location": async (api) => !(await api.send("POST /v1/clients", { body: {} })).headers.has("location"),
  "shape-no-etag": async (api) => !(await api.send(`GET ${await api.topic()}`)).headers.has("etag"),
  "shape-etag-unquoted": async (api) => {
    const { headers } = await api.send(`GET ${await api.make("clients")}`);
    return headers.get("etag")?.startsWith('"') !== true;
  },
  "shape-rate-header": async (api) =>
    Number.isNaN(Number((await api.send("GET /v1/clients")).headers.get("ratelimit-remaining"))),
  "shape-no-request-id": async (api) => !(await api.send("GET /v1/webhooks")).headers.has("request-id"),
  "shape-problem-media-type": async (api) =>
    (await refused(api)).headers.get("content-type") !== "application/problem+json",
  "shape-problem-status": async (api) => (await refused(api)).body["status"] !== 404,
  "shape-problem-code": async (api) => !("code" in (await refused(api)).body),
  "shape-problem-html": async (api) => !("title" in (await refused(api)).body),
  "shape-stack-shown": async (api) => String((await refused(api)).body["detail"]).includes(" at "),
};

async function hasType(api: ProbeApi, text: string, collection: string): Promise<boolean> {
  const { headers } = await api.send(`GET ${await api.make(collection)}`);
  return headers.get("content-type")?.includes(text) === true;
}

async function client(api: ProbeApi): Promise<ProbeAnswerBody> {
  return (await api.send(`GET ${await api.make("clients")}`)).body;
}

async function topic(api: ProbeApi): Promise<ProbeAnswerBody> {
  return (await api.send(`GET ${await api.topic()}`)).body;
}

type ProbeAnswerBody = Awaited<ReturnType<ProbeApi["send"]>>["body"];

function refused(api: ProbeApi): ReturnType<ProbeApi["send"]> {
  return api.send(`GET /v1/topics/${newName()}`);
}
