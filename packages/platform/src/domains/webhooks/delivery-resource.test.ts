import { expect, onTestFinished, test } from "vitest";
import type { EventData } from "../../events/keep-event.js";
import { SqliteStore } from "../../store/sqlite-store.js";
import type { EndpointAddress } from "../../webhooks/webhook-waker.js";
import { deliveries, dueKey, schedule, type ScheduleCall } from "./delivery-resource.js";

const event: EventData = {
  type: "webhook.test",
  id: "evt_0001",
  timestamp: "2026-11-21T09:30:00.000Z",
  projectId: "prj_1",
  data: { webhookId: "whk_1", message: "Hello" },
};

test(
  "what is too much for one endpoint has failed from the start, until there is room",
  { timeout: 20_000 },
  async () => {
    const clock = () => 1000;
    const store = new SqliteStore({ clock });
    onTestFinished(() => store.close());
    const woken: EndpointAddress[] = [];
    let ids = 0;
    const outcome = await store.transaction(async (transaction) => {
      const records = transaction.records("prj_1");
      const call: ScheduleCall = {
        records,
        clock,
        ids: (prefix) => `${prefix}_new${String(ids++)}`,
        webhooks: { wake: (at) => void woken.push(at) },
      };
      const put = async (webhook: string) => (await schedule(call, { webhook, event })).data;
      const first = await schedule(call, { webhook: "whk_1", event });
      for (let n = 0; n < 9998; n++) {
        const id = `dlv_${n}`;
        await records.insert(deliveries, { id, parent: "whk_1", key: dueKey(id, 1000), data: first.data });
      }
      const last = [await put("whk_1"), await put("whk_1"), await put("whk_2")];
      await records.remove(deliveries, first.id, "whk_1");
      return [...last, await put("whk_1")];
    });
    expect(outcome.map(({ status }) => status)).toEqual(["pending", "failed", "pending", "pending"]);
    expect(outcome[1]).toMatchObject({ attempts: [], nextAttemptAt: null, completedAt: 1000 });
    expect(woken.map(({ webhook }) => webhook)).toEqual(["whk_1", "whk_1", "whk_2", "whk_1"]);
  },
);
