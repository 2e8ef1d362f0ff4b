import { afterAll, describe, expect, test } from "vitest";
import { createProject } from "../../create-project.js";
import { randomId } from "../../ids.js";
import { applications } from "../../security/kinds.js";
import { SqliteStore } from "../../store/sqlite-store.js";
import { findPusherApplication, pusherApplicationOf } from "./application.js";

const store = new SqliteStore({ clock: Date.now });
afterAll(() => store.close());
const project = (name: string) => createProject({ name, endpoint: "localhost" }, { store, ids: randomId });
const find = (key: string) => store.transaction((transaction) => findPusherApplication(transaction, key));

describe("the Pusher application of an application", () => {
  test("is made once, and found by its key", async () => {
    const { clientId } = await project("One");
    const made = await pusherApplicationOf(clientId, { store });
    expect(made).toMatchObject({
      applicationId: clientId,
      appId: expect.stringMatching(/^[1-9]\d{6,8}$/u),
      key: expect.stringMatching(/^[0-9a-f]{20}$/u),
      secret: expect.stringMatching(/^[0-9a-f]{20}$/u),
      settings: {},
    });
    expect(await pusherApplicationOf(clientId, { store })).toEqual(made);
    expect(await find(made.key)).toEqual(made);
    expect(await find("0".repeat(20))).toBeUndefined();
  });

  test("keeps its settings until others are given", async () => {
    const { clientId } = await project("Two");
    const settings = { subscriptionCount: true };
    const made = await pusherApplicationOf(clientId, { store, settings });
    expect((await pusherApplicationOf(clientId, { store })).settings).toEqual(settings);
    const changed = await pusherApplicationOf(clientId, { store, settings: { enabled: false } });
    expect(changed).toEqual({ ...made, settings: { enabled: false } });
  });

  test("opens its own project alone", async () => {
    const [one, two] = [await project("Three"), await project("Four")];
    const [first, second] = [
      await pusherApplicationOf(one.clientId, { store }),
      await pusherApplicationOf(two.clientId, { store }),
    ];
    expect(first.project).not.toBe(second.project);
    expect(first.key).not.toBe(second.key);
  });

  test("is off with its owner, and gone with it", async () => {
    const { clientId } = await project("Five");
    const made = await pusherApplicationOf(clientId, { store });
    await store.transaction(async (transaction) => {
      const records = transaction.records(made.project);
      const owner = await records.get(applications, clientId);
      if (owner !== undefined)
        await records.update(applications, clientId, { data: { ...owner.data, enabled: false } });
    });
    expect(await find(made.key)).toEqual({ ...made, settings: { enabled: false } });
    await store.transaction((transaction) => transaction.records(made.project).remove(applications, clientId));
    expect(await find(made.key)).toBeUndefined();
  });

  test("needs an application", async () => {
    await expect(pusherApplicationOf("app_none", { store })).rejects.toThrow("app_none");
  });
});
