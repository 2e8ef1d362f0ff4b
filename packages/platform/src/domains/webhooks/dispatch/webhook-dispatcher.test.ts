import { expect, test } from "vitest";
import { timestamp } from "../../../clock.js";
import { keepEvent } from "../../../events/keep-event.js";
import { randomId } from "../../../ids.js";
import { SqliteStore } from "../../../store/sqlite-store.js";
import { deliveries, schedule } from "../delivery-resource.js";
import { newSecret, webhook } from "../webhook-resource.js";
import { WebhookDispatcher, type WebhookDispatcherOptions } from "./webhook-dispatcher.js";

const at = { project: "prj_test0001", webhook: "whk_test0001" };

type Attempt = NonNullable<WebhookDispatcherOptions["attempt"]>;

/** A dispatcher over a store with one endpoint, and what puts an event on its way to it. */
async function dispatcher(attempt: Attempt, waits?: readonly number[]) {
  const store = new SqliteStore({ clock: Date.now });
  const options = {
    store,
    clock: Date.now,
    development: true,
    failed: (error: unknown) => expect(error).toBe(undefined),
  };
  const webhooks = new WebhookDispatcher({ ...options, attempt, ...(waits !== undefined && { waits }) });
  const data = {
    url: "https://shop.example/hooks",
    description: null,
    events: ["webhook.test"],
    filter: null,
    enabled: true,
    disabledReason: null,
    labels: {},
    metadata: {},
    secret: newSecret(),
    previousSecret: null,
    previousSecretExpiresAt: null,
  } as const;
  const tell = () =>
    store.transaction(async (transaction) => {
      const records = transaction.records(at.project);
      if ((await records.get(webhook.kind, at.webhook)) === undefined)
        await records.insert(webhook.kind, { id: at.webhook, data });
      const event = {
        type: "webhook.test",
        id: randomId("evt"),
        timestamp: timestamp(Date.now()),
        projectId: at.project,
        data: { webhookId: at.webhook, message: "Hello" },
      } as const;
      await keepEvent(records, event, Date.now());
      return schedule({ records, clock: Date.now, ids: randomId, webhooks }, { webhook: at.webhook, event });
    });
  const delivery = (id: string) =>
    store.transaction((transaction) => transaction.records(at.project).get(deliveries, id, at.webhook));
  return { webhooks, tell, delivery };
}

test("a dispatcher that closes begins no attempt, and what it had taken waits for the next one", async () => {
  const attempted: string[] = [];
  const { webhooks, tell, delivery } = await dispatcher(async ({ id }) => {
    attempted.push(id);
    return undefined;
  });
  const { id } = await tell();
  // It has been woken, and asks the store for what is due.
  await webhooks.close(0);
  expect(attempted).toEqual([]);
  expect((await delivery(id))?.data).toMatchObject({ status: "pending", completedAt: null });
});

test("attempts follow each other at the waits that it was given", async () => {
  const { promise: thrice, resolve } = Promise.withResolvers<void>();
  let attempts = 0;
  const failing: Attempt = async (_delivery, { clock }) => {
    attempts += 1;
    if (attempts === 3) resolve();
    const startedAt = timestamp(clock());
    return { status: "failed", startedAt, durationMs: 0, response: null, error: "The endpoint answered 500." };
  };
  const { webhooks, tell, delivery } = await dispatcher(failing, [20, 20]);
  await webhooks.start();
  const { id } = await tell();
  await thrice;
  await webhooks.close(0);
  expect((await delivery(id))?.data).toMatchObject({ status: "failed", attempts: [{}, {}, {}] });
});

test("an endpoint that did not answer is tried with one delivery at a time", async () => {
  const sending = new Set<string>();
  let [attempts, most] = [0, 0];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const silent: Attempt = async ({ id }, { clock }) => {
    attempts += 1;
    sending.add(id);
    // The first ones may have begun before it was known.
    if (attempts > 4) most = Math.max(most, sending.size);
    await new Promise((soon) => setImmediate(soon));
    sending.delete(id);
    if (attempts === 12) resolve();
    const startedAt = timestamp(clock());
    return { status: "timeout", startedAt, durationMs: 0, response: null, error: "There was no answer." };
  };
  const { webhooks, tell } = await dispatcher(silent, [60_000]);
  for (let told = 0; told < 12; told += 1) await tell();
  await webhooks.start();
  await over;
  await webhooks.close(0);
  expect(most).toBe(1);
});
