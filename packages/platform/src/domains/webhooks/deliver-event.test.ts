import { expect, test } from "vitest";
import { SqliteStore } from "../../store/sqlite-store.js";
import { enabledEndpoints, endpointsNaming } from "./deliver-event.js";
import { newSecret, webhook, type WebhookData } from "./webhook-resource.js";

const store = new SqliteStore({ clock: () => 0 });
const project = "prj_test0001";

function endpoint(events: WebhookData["events"], enabled = true): WebhookData {
  return {
    url: "https://shop.example/hooks",
    description: null,
    events,
    filter: null,
    enabled,
    disabledReason: enabled ? null : "manual",
    labels: {},
    metadata: {},
    secret: newSecret(),
    previousSecret: null,
    previousSecretExpiresAt: null,
  };
}

test("all enabled endpoints are found, however many there are, and of them those that name a type", async () => {
  await store.transaction(async (transaction) => {
    const records = transaction.records(project);
    for (let count = 0; count < 1001; count += 1)
      await records.insert(webhook.kind, { id: `whk_${count}`, data: endpoint(["tunnel.*"], count % 500 !== 1) });
    await records.insert(webhook.kind, { id: "whk_last", data: endpoint(["room.event.published", "client.created"]) });
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
    const all = ids(await enabledEndpoints(records));
    expect(all).toHaveLength(1000);
    expect(all.slice(0, 2)).toEqual(["whk_0", "whk_2"]);
    expect(ids(await endpointsNaming(records, "client.created"))).toEqual(["whk_last"]);
    expect(await endpointsNaming(records, "document.created")).toEqual([]);
  });
});
