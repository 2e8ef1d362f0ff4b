import type { JsonObject } from "@parlance/contract";
import { idIn, newName, type Probe, type ProbeApi, same } from "../probe.ts";

const labels = { region: "north" };

/** Probes of what the server keeps, by the fault's id. */
export const stateProbes: Readonly<Record<string, Probe>> = {
  "state-create-lost": async (api) => (await api.send(`GET ${await api.make("clients")}`)).status === 404,
  "state-create-forgets": async (api) =>
    !same((await read(api, await api.make("clients", { labels })))["labels"], labels),
  "state-create-changes": async (api) => {
    const name = "a name of more than twelve letters";
    return (await read(api, await api.make("clients", { name })))["name"] !== name;
  },
  "state-create-differs": async (api) => {
    const body = { url: "https://shop.example/hooks", events: ["tunnel.*"], description: "As it was." };
    return (await read(api, await api.make("webhooks", body)))["description"] !== body.description;
  },
  "state-create-twice": async (api) => {
    const name = newName();
    await api.make("clients", { name });
    return (await api.items(`clients?name=${name}`)).length !== 1;
  },
  "state-list-omits": async (api) => (await timesListed(api, await api.make("clients"))) === 0,
  "state-list-twice": async (api) => (await timesListed(api, await api.make("clients"))) === 2,
  "state-list-differs": async (api) => {
    await api.make("clients", { labels });
    return !same((await api.items("clients"))[0]?.["labels"], labels);
  },
  "state-update-lost": async (api) => (await updated(api, {}, { name: "new" }))["name"] !== "new",
  "state-update-ignores": async (api) => !same((await updated(api, {}, { name: "new", labels }))["labels"], labels),
  "state-update-resets": async (api) => !same((await updated(api, { labels }, { name: "new" }))["labels"], labels),
  "state-read-stale": async (api) => {
    const path = await api.topic();
    await api.send(`GET ${path}`);
    await api.send(`PATCH ${path}`, { body: { description: "New." } });
    return (await read(api, path))["description"] !== "New.";
  },
  "state-delete-keeps": async (api) => livesOn(api, await api.make("clients")),
  "state-delete-keeps-topic": async (api) => livesOn(api, await api.topic()),
  "state-delete-listed": async (api) => {
    const path = await api.make("clients");
    await api.send(`DELETE ${path}`);
    return (await timesListed(api, path)) > 0;
  },
  "state-delete-twice": async (api) => {
    const path = await api.make("clients");
    await api.send(`DELETE ${path}`);
    return (await api.send(`DELETE ${path}`)).status === 204;
  },
  "state-conflict-taken": async (api) => {
    const body = { name: newName() };
    await api.send("POST /v1/topics", { body });
    return (await api.send("POST /v1/topics", { body })).status === 201;
  },
  "state-failed-create-kept": async (api) => {
    const name = newName();
    const { status } = await api.send("POST /v1/clients", { body: { name, metadata: { a: 1 } } });
    return status >= 400 && (await api.items(`clients?name=${name}`)).length > 0;
  },
  "state-page-repeats": async (api) => {
    const { seen } = await walk(api);
    return new Set(seen).size < seen.length;
  },
  "state-page-skips": async (api) => {
    const { made, seen } = await walk(api);
    return made.some((id) => !seen.includes(id));
  },
  "state-page-endless": async (api) => !(await walk(api)).ended,
  "state-page-ends": async (api) => {
    const { made, seen } = await walk(api);
    return made.some((id) => !seen.includes(id));
  },
  "state-limit-ignored": async (api) => {
    await walk(api);
    return (await api.items("clients?limit=2")).length > 2;
  },
  "state-limit-one-more": async (api) => {
    await walk(api);
    return (await api.items("clients?limit=2")).length === 3;
  },
  "state-order-ignored": async (api) => {
    await walk(api);
    const [one, other] = [await api.items("clients?order=asc"), await api.items("clients?order=desc")];
    return one[0]?.["id"] === other[0]?.["id"];
  },
  "state-query-ignored": async (api) => {
    await api.make("clients", { status: "offline" });
    return (await api.items("clients?status=online")).some((item) => item["status"] !== "online");
  },
  "state-idempotency-ignored": async (api) => {
    const request = { headers: { "Idempotency-Key": newName() } };
    return (await api.make("clients", {}, request)) !== (await api.make("clients", {}, request));
  },
  "state-idempotency-mixed": async (api) => {
    const headers = { "Idempotency-Key": newName() };
    await api.send("POST /v1/clients", { body: { name: "one" }, headers });
    return (await api.send("POST /v1/clients", { body: { name: "other" }, headers })).status === 201;
  },
  "state-if-match-ignored": async (api) => {
    const path = await api.make("clients");
    const request = { body: { name: "new" }, headers: { "If-Match": '"77"' } };
    return (await api.send(`PATCH ${path}`, request)).status === 200;
  },
  "state-if-none-match-ignored": async (api) => {
    const path = await api.make("clients");
    const etag = (await api.send(`GET ${path}`)).headers.get("etag") ?? "";
    return (await api.send(`GET ${path}`, { headers: { "If-None-Match": etag } })).status === 200;
  },
  "state-etag-constant": async (api) => {
    const path = await api.make("clients");
    const etag = async () => (await api.send(`GET ${path}`)).headers.get("etag");
    const before = await etag();
    await api.send(`PATCH ${path}`, { body: { name: "new" } });
    return before === (await etag());
  },
  "state-version-constant": async (api) => (await updated(api, {}, { name: "new" }))["version"] === 1,
  "state-location-elsewhere": async (api) => (await api.send(`GET ${await api.make("clients")}`)).status === 404,
};

async function read(api: ProbeApi, path: string): Promise<JsonObject> {
  return (await api.send(`GET ${path}`)).body;
}

/** A client as it is read after a change. */
async function updated(api: ProbeApi, before: JsonObject, patch: JsonObject): Promise<JsonObject> {
  const path = await api.make("clients", before);
  await api.send(`PATCH ${path}`, { body: patch });
  return read(api, path);
}

async function livesOn(api: ProbeApi, path: string): Promise<boolean> {
  await api.send(`DELETE ${path}`);
  return (await api.send(`GET ${path}`)).status === 200;
}

async function timesListed(api: ProbeApi, path: string): Promise<number> {
  return (await api.items("clients?limit=100")).filter((item) => item["id"] === idIn(path)).length;
}

/** Makes five clients and reads all pages of them by two. */
async function walk(
  api: ProbeApi,
): Promise<{ readonly made: readonly string[]; readonly seen: readonly string[]; readonly ended: boolean }> {
  const name = newName();
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) made.push(idIn(await api.make("clients", { name })));
  const seen: string[] = [];
  let cursor = "";
  for (let page = 0; page < 10; page += 1) {
    const { body } = await api.send(`GET /v1/clients?name=${name}&limit=2${cursor}`);
    seen.push(...(body["items"] as readonly JsonObject[]).map(({ id }) => String(id)));
    if (body["nextCursor"] === null) return { made, seen, ended: true };
    cursor = `&cursor=${String(body["nextCursor"])}`;
  }
  return { made, seen, ended: false };
}
