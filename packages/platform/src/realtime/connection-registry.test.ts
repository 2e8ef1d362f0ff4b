import { describe, expect, test } from "vitest";
import { ConnectionRegistry, type OccupancyChange } from "./connection-registry.js";
import type { LiveConnection } from "./live-connection.js";

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
    connectedAt: 1,
    lastSeenAt: 1,
    tokenId: null,
    tokenIssuedAt: 1,
    tokenExpiresAt: null,
    deliver: () => undefined,
    terminate: () => undefined,
    unsubscribe: () => undefined,
    recheck: () => undefined,
    ...more,
  };
}

function registry(...connections: readonly LiveConnection[]): ConnectionRegistry {
  const made = new ConnectionRegistry();
  for (const one of connections) made.add(one);
  return made;
}

describe("a channel", () => {
  test("has the connections that joined it, each once, of its own project", () => {
    const [one, two, other] = [connection("conn_1"), connection("conn_2"), connection("conn_3", { project: "prj_2" })];
    const live = registry(one, two, other);
    for (const joining of [one, one, two, other]) live.join(joining, lobby);
    expect(live.subscribed("prj_1", lobby)).toEqual([one, two]);
    expect(live.channels(one)).toEqual([lobby]);
    expect(live.occupied("prj_2")).toEqual([lobby]);
    live.remove(one);
    live.leave(two, lobby);
    expect(live.subscribed("prj_1", lobby)).toEqual([]);
    expect(live.occupied("prj_1")).toEqual([]);
  });

  test("tells when it gains or loses a connection", () => {
    const one = connection("conn_1");
    const live = registry(one);
    const told: OccupancyChange[] = [];
    const end = live.watch((change) => told.push(change));
    live.join(one, lobby);
    live.join(one, lobby);
    live.remove(one);
    end();
    live.join(one, lobby);
    expect(told.map(({ before, now }) => [before, now])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe("connections", () => {
  test("are each project's own, the newest first", () => {
    const live = registry(connection("conn_1"), connection("conn_2"), connection("conn_3", { project: "prj_2" }));
    expect(live.list("prj_1").map(({ id }) => id)).toEqual(["conn_2", "conn_1"]);
    expect(live.get("prj_1", "conn_3")).toBeUndefined();
    expect(live.size).toBe(3);
  });

  test("give their id to the one that takes over", () => {
    const [old, young] = [connection("conn_1"), connection("conn_1")];
    const live = registry(old, young);
    live.remove(old);
    expect(live.get("prj_1", "conn_1")).toBe(young);
  });

  test("of a blocked user are kept out until the time is over", () => {
    const live = registry();
    live.block("prj_1", "ada", 1000);
    expect(live.blocked("prj_1", "ada", 999)).toBe(true);
    expect(live.blocked("prj_2", "ada", 999)).toBe(false);
    expect(live.blocked("prj_1", "ada", 1000)).toBe(false);
  });
});
