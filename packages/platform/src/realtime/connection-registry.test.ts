import { describe, expect, test } from "vitest";
import { ConnectionRegistry, type LiveConnection } from "./connection-registry.js";

const lobby = "presence-lobby";

function connection(id: string, more: Partial<LiveConnection> = {}): LiveConnection {
  return {
    id,
    project: "prj_1",
    applicationId: "app_1",
    userId: "ada",
    memberId: null,
    transport: "websocket",
    client: {},
    subscriptions: new Map([[lobby, { member: { info: { name: "Ada" } }, since: 1 }]]),
    connectedAt: 1,
    lastSeenAt: 1,
    tokenExpiresAt: null,
    deliver: () => undefined,
    terminate: () => undefined,
    unsubscribe: () => undefined,
    ...more,
  };
}

function registry(...connections: readonly LiveConnection[]): ConnectionRegistry {
  const made = new ConnectionRegistry();
  for (const one of connections) made.add(one);
  return made;
}

describe("members", () => {
  test("are those with at least one connection on the channel, each once", () => {
    const live = registry(connection("conn_1"), connection("conn_2"), connection("conn_3", { memberId: "bob" }));
    const members = live.members("prj_1", lobby).map(({ id, connectionIds }) => [id, connectionIds]);
    expect(members).toEqual(
      expect.arrayContaining([
        ["ada", ["conn_1", "conn_2"]],
        ["bob", ["conn_3"]],
      ]),
    );
    live.remove("conn_1");
    expect(live.member("prj_1", lobby, "ada")?.connectionIds).toEqual(["conn_2"]);
    live.remove("conn_2");
    expect(live.member("prj_1", lobby, "ada")).toBeUndefined();
  });

  test("are not those who only listen, nor those of another project", () => {
    const listening = { subscriptions: new Map([[lobby, { member: null, since: 1 }]]) };
    const live = registry(connection("conn_1", listening), connection("conn_2", { project: "prj_2" }));
    expect(live.members("prj_1", lobby)).toEqual([]);
    expect(live.subscribed("prj_1", lobby).map(({ id }) => id)).toEqual(["conn_1"]);
  });

  test("keep a state with a version that counts its changes", () => {
    const live = registry(connection("conn_1"));
    const at = { project: "prj_1", channel: lobby, member: "ada" };
    expect(live.member("prj_1", lobby, "ada")).toMatchObject({ state: {}, version: 1 });
    live.setState(at, { typing: true }, 5);
    expect(live.member("prj_1", lobby, "ada")).toMatchObject({ state: { typing: true }, version: 2, updatedAt: 5 });
    live.forgetState(at);
    expect(live.member("prj_1", lobby, "ada")).toMatchObject({ state: {}, version: 1 });
  });
});

describe("connections", () => {
  test("are each project's own, the newest first", () => {
    const live = registry(connection("conn_1"), connection("conn_2"), connection("conn_3", { project: "prj_2" }));
    expect(live.list("prj_1").map(({ id }) => id)).toEqual(["conn_2", "conn_1"]);
    expect(live.get("prj_1", "conn_3")).toBeUndefined();
  });

  test("of a blocked user are kept out until the time is over", () => {
    const live = registry();
    live.block("prj_1", "ada", 1000);
    expect(live.blocked("prj_1", "ada", 999)).toBe(true);
    expect(live.blocked("prj_2", "ada", 999)).toBe(false);
    expect(live.blocked("prj_1", "ada", 1000)).toBe(false);
  });
});
