import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.js";
import { TestHub, testProject } from "../testing/test-hub.js";
import type { TestClient } from "../testing/test-hub.js";

const lobby = "presence-lobby";
const at = { project: testProject, channel: lobby };

function sessionOf(client: TestClient): string {
  return String(client.of("welcome")[0]?.["session"]);
}

describe("a session", () => {
  test("is resumed after a loss, with its connection id, within its window and by its own user", () => {
    const test = new TestHub({ resumeWindowMs: 120_000 });
    const client = test.connect("ada");
    const resume = { session: sessionOf(client) };
    client.connection.closed(1006);
    expect(test.connect("bob", { resume }).of("welcome")).toMatchObject([{ resumed: false }]);
    test.pass(110_000);
    const [welcome] = test.connect("ada", { resume }).of("welcome");
    expect(welcome).toMatchObject({ resumed: true, connection: client.connection.id, session: resume.session });
  });

  test("ends with its window, with a goodbye of the client, and with a final refusal", () => {
    const test = new TestHub({ resumeWindowMs: 120_000 });
    const [late, left, ended] = [test.connect("a"), test.connect("b"), test.connect("c")];
    left.connection.closed(1000);
    ended.connection.terminate({ code: "terminated", reason: null });
    late.connection.closed();
    test.pass(121_000);
    for (const [user, client] of [
      ["a", late],
      ["b", left],
      ["c", ended],
    ] as const) {
      const resume = { session: sessionOf(client) };
      expect(test.connect(user, { resume }).of("welcome")).toMatchObject([{ resumed: false }]);
    }
  });

  test("is taken over from a connection that is still there", () => {
    const test = new TestHub();
    const old = test.connect("ada");
    old.ask({ type: "presence", channel: lobby, action: "enter" });
    const young = test.connect("ada", { resume: { session: sessionOf(old) } });
    expect(young.of("welcome")).toMatchObject([{ resumed: true, connection: old.connection.id }]);
    expect(old.of("bye")).toMatchObject([{ code: "session_taken_over" }]);
    expect(old.closedWith?.code).toBe(4204);
    old.connection.closed(4204);
    expect(test.registry.get(testProject, young.connection.id)).toBe(young.connection);
    test.pass(20_000);
    expect(test.registry.presence.count(at)).toBe(1);
    young.ask({ type: "presence", channel: lobby, action: "leave" });
    expect(test.registry.presence.count(at)).toBe(0);
  });

  test("remembers how far a filter had looked, so that what was not for it is no gap", () => {
    const test = new TestHub();
    test.broker.retain({ project: testProject, channel: "a" }, { messages: 2, ageMs: 3_600_000 });
    const client = test.connect("ada");
    const filter = { event: "x" };
    const ok = client.ask({ type: "subscribe", channel: "a", filter });
    for (let n = 1; n <= 20; n++) test.publish("a", n);
    client.connection.closed();
    test.publish("a", 21, { event: "x" });
    const since = { epoch: ok?.["epoch"] ?? null, offset: 0 };
    const more = { resume: { session: sessionOf(client) }, subscriptions: [{ id: 99, channel: "a", since, filter }] };
    const back = test.connect("ada", more);
    expect(back.of("ok")).toMatchObject([{ id: 99, recovered: "yes", count: 1 }]);
    expect(back.of("message")).toMatchObject([{ offset: 21, previous: 0, replay: true }]);
  });
});

describe("a member whose session is resumed", () => {
  test("leaves at once if the new token does not allow it to be there", () => {
    const test = new TestHub();
    const client = test.connect("ada");
    client.ask({ type: "presence", channel: lobby, action: "enter" });
    client.connection.closed();
    test.forbidden.add(lobby);
    expect(test.registry.presence.count(at)).toBe(1);
    test.connect("ada", { resume: { session: sessionOf(client) } });
    expect(test.registry.presence.count(at)).toBe(0);
  });

  test("by a channel token stays until its subscription is back, and no longer than the grace period without", () => {
    const test = new TestHub({ presenceGraceMs: 15_000 });
    const token = "channel-token";
    test.permissions.set(token, ["subscribe", "presence"]);
    const enter = (): TestClient => {
      const client = test.connect("ada");
      client.ask({ type: "subscribe", channel: lobby, token });
      client.ask({ type: "presence", channel: lobby, action: "enter" });
      client.connection.closed();
      return test.connect("ada", { resume: { session: sessionOf(client) } });
    };
    const forgetful = enter();
    expect(test.registry.presence.count(at)).toBe(1);
    test.pass(16_000);
    expect(test.registry.presence.count(at)).toBe(0);
    forgetful.connection.closed(1000);
    const narrowed = enter();
    test.permissions.set(token, ["subscribe"]);
    narrowed.ask({ type: "subscribe", channel: lobby, token });
    expect(test.registry.presence.count(at)).toBe(0);
    narrowed.connection.closed(1000);
    test.permissions.set(token, ["subscribe", "presence"]);
    enter().ask({ type: "subscribe", channel: lobby, token });
    test.pass(16_000);
    expect(test.registry.presence.count(at)).toBe(1);
  });
});

test("a project has a limited number of connections; one more is to come back later, one that resumes takes its own place", () => {
  const test = new TestHub({ connectionsPerProject: 2 });
  const [first] = [test.connect("ada"), test.connect("bob")];
  const refused = test.connect("eve");
  expect(refused.of("bye")).toMatchObject([{ code: "over_capacity", retryable: true }]);
  expect(refused.closedWith).toEqual({ code: 4100, reason: "over_capacity" });
  const again = test.connect("ada", { resume: { session: sessionOf(first) } });
  expect(again.of("welcome")).toMatchObject([{ resumed: true }]);
  again.connection.closed(1000);
  expect(test.connect("eve").of("welcome")).toHaveLength(1);
});

describe("hello", () => {
  test("does not die of one subscription that is malformed", () => {
    const client = new TestHub().connect(null, {
      subscriptions: [
        { id: 2, channel: "a", filter: { event: { like: "order" } } },
        { id: 3, channel: "" },
        { id: 4, channel: "b", type: "publish" },
        { id: 5 },
      ],
    });
    expect(client.frames.slice(1)).toMatchObject([
      { type: "error", id: 2, code: "bad_frame", retryable: false },
      { type: "error", id: 3, code: "bad_frame" },
      { type: "ok", id: 4, channel: "b" },
      { type: "live", channel: "b" },
      { type: "error", id: 5, code: "bad_frame" },
    ]);
    expect(client.connection.isOpen).toBe(true);
  });

  test.each([
    ["has no id", [{ channel: "a" }]],
    ["has an id that is none", [{ id: "2", channel: "a" }]],
    ["is none", ["a"]],
    ["is one of too many", Array.from({ length: 201 }, (_, index) => ({ id: index + 2, channel: `c${index}` }))],
  ])("ends if a subscription %s, because there is nothing to answer", (_, subscriptions) => {
    expect(new TestHub().connect(null, { subscriptions }).closedWith?.code).toBe(4007);
  });

  test("brings subscriptions, answered behind the welcome", () => {
    const test = new TestHub();
    const client = test.connect(null, {
      subscriptions: [
        { id: 2, channel: "a" },
        { id: 3, channel: "b" },
      ],
    });
    expect(client.frames.map(({ type, id }) => [type, id])).toEqual([
      ["welcome", 1],
      ["ok", 2],
      ["live", undefined],
      ["ok", 3],
      ["live", undefined],
    ]);
  });

  test("subscribes to the user's own channel, and goes on there", () => {
    const test = new TestHub();
    const client = test.connect("ada");
    const inbox = client.of("welcome")[0]?.["inbox"];
    expect(inbox).toMatchObject({ channel: "user:ada", offset: 0, recovered: "none", count: 0 });
    test.publish("user:ada", 1);
    client.connection.closed();
    test.publish("user:ada", 2);
    const { epoch } = inbox as { epoch: string };
    const back = test.connect("ada", { inbox: { epoch, offset: 1 } });
    expect(back.of("welcome")).toMatchObject([{ inbox: { offset: 1, recovered: "yes", count: 1 } }]);
    expect(back.of("message")).toMatchObject([{ channel: "user:ada", offset: 2, replay: true }]);
    expect(test.connect("ada", { inbox: { epoch: "other", offset: 1 } }).of("gap")).toMatchObject([
      { channel: "user:ada", reason: "epoch_changed" },
    ]);
    expect(test.connect(null).of("welcome")).toMatchObject([{ user: null, inbox: null }]);
  });
});

describe("presence", () => {
  test("is shown first and then as it changes", () => {
    const test = new TestHub();
    const [ada, bob] = [test.connect("ada"), test.connect("bob")];
    expect(ada.ask({ type: "presence", channel: lobby, action: "enter", data: { typing: false } })).toMatchObject({
      type: "ok",
      version: 1,
    });
    bob.ask({ type: "subscribe", channel: lobby, mode: ["presence"] });
    expect(bob.of("presence_sync")).toMatchObject([{ version: 1, cursor: "", members: [{ id: "ada" }] }]);
    ada.ask({ type: "presence", channel: lobby, action: "update", data: { typing: true } });
    ada.ask({ type: "presence", channel: lobby, action: "leave" });
    expect(bob.of("presence")).toMatchObject([
      { event: "update", version: 2, member: { id: "ada", state: { typing: true }, version: 2 } },
      { event: "leave", version: 3 },
    ]);
    test.publish(lobby, 1);
    expect(bob.offsets).toEqual([]);
  });

  test("comes in pages", () => {
    const test = new TestHub({ presencePage: 2 });
    for (const id of ["a", "b", "c", "d", "e"])
      test.registry.presence.enter(at, `conn_${id}`, { id, userId: id, info: null }, test.now);
    const client = test.connect("ada");
    client.ask({ type: "subscribe", channel: lobby, mode: ["message", "presence"] });
    const pages = client.of("presence_sync").map(({ members, cursor }) => [(members as unknown[]).length, cursor]);
    expect(pages).toEqual([
      [2, "2"],
      [2, "4"],
      [1, ""],
    ]);
  });

  test("outlives a loss for its grace period, and no longer", () => {
    const test = new TestHub({ presenceGraceMs: 15_000 });
    const client = test.connect("ada");
    client.ask({ type: "presence", channel: lobby, action: "enter" });
    client.connection.closed();
    test.pass(14_000);
    expect(test.registry.presence.count(at)).toBe(1);
    const back = test.connect("ada", { resume: { session: sessionOf(client) } });
    test.pass(30_000);
    expect(test.registry.presence.count(at)).toBe(1);
    back.connection.closed();
    test.pass(16_000);
    expect(test.registry.presence.count(at)).toBe(0);
  });

  test("ends at once when the client says goodbye", () => {
    const test = new TestHub();
    const client = test.connect("ada");
    client.ask({ type: "presence", channel: lobby, action: "enter" });
    client.connection.closed(1000);
    expect(test.registry.presence.count(at)).toBe(0);
  });

  test("is refused to whom the channel has no room, no name, or too much data for", () => {
    const test = new TestHub();
    const enter = (user: string | null, data?: string) =>
      test
        .connect(user)
        .ask({ type: "presence", channel: lobby, action: "enter", ...(data !== undefined && { data }) });
    expect(enter("a")).toMatchObject({ type: "ok" });
    expect(enter("b", "x".repeat(3000))).toMatchObject({ code: "payload_too_large" });
    expect(enter(null)).toMatchObject({ code: "unprocessable" });
    expect(enter("b")).toMatchObject({ type: "ok" });
    expect(enter("c")).toMatchObject({ code: "limit_exceeded" });
    const absent = test.connect("d");
    expect(absent.ask({ type: "presence", channel: lobby, action: "update" })).toMatchObject({ code: "conflict" });
    expect(absent.ask({ type: "presence", channel: lobby, action: "leave" })).toMatchObject({ code: "conflict" });
  });
});

describe("a simulation", () => {
  const simulate = (client: TestClient, params: JsonObject) =>
    client.ask({ type: "request", method: "simulate", params });

  test("drops, stalls, slows, expires and limits", () => {
    const test = new TestHub({ messagesPerSecond: 10 });
    test.tokenMs = 60_000;
    const [dropped, stalled, slow, expired, limited] = [1, 2, 3, 4, 5].map((n) => test.connect(`user-${n}`));
    if (!dropped || !stalled || !slow || !expired || !limited) throw new Error("Five clients.");
    simulate(dropped, { fault: "drop" });
    expect([dropped.connection.isOpen, dropped.of("bye")]).toEqual([false, []]);
    stalled.ask({ type: "subscribe", channel: "a" });
    simulate(stalled, { fault: "stall", ms: 5000 });
    test.publish("a", 1);
    test.pass(6000);
    test.publish("a", 2);
    expect(stalled.of("message")).toMatchObject([{ offset: 2 }]);
    simulate(slow, { fault: "slow" });
    expect(slow.closedWith?.code).toBe(4101);
    simulate(expired, { fault: "expire_token" });
    test.pass(2000);
    expect(expired.of("reauth")).toEqual([{ type: "reauth", byMs: 0 }]);
    simulate(limited, { fault: "rate_limit", ms: 2000 });
    const publish = () => limited.ask({ type: "publish", channel: "b", data: 1, publishId: "1" });
    expect(publish()).toMatchObject({ code: "rate_limited", afterMs: 2100 });
    test.pass(3000);
    expect(publish()).toMatchObject({ type: "ok" });
  });

  test("loses the history of a channel, or begins it anew", () => {
    const test = new TestHub();
    const client = test.connect();
    const ok = client.ask({ type: "subscribe", channel: "a" });
    test.publish("a", 1);
    expect(simulate(client, { fault: "lose_history", channel: "a" })).toMatchObject({ result: {} });
    const since = { epoch: ok?.["epoch"] ?? null, offset: 0 };
    expect(client.ask({ type: "subscribe", channel: "a", since })).toMatchObject({ recovered: "no", offset: 1 });
    simulate(client, { fault: "change_epoch", channel: "a" });
    test.publish("a", 2);
    expect(client.of("gap").map(({ reason }) => reason)).toEqual(["history_exceeded", "epoch_changed"]);
    expect(simulate(client, { fault: "lose_history" })).toMatchObject({ code: "validation_failed" });
  });
});
