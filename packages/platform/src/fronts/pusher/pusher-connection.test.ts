import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MemoryBroker } from "../../broker/memory-broker.js";
import { loadContract } from "../../load-contract.js";
import { ConnectionRegistry } from "../../realtime/connection-registry.js";
import { SqliteStore } from "../../store/sqlite-store.js";
import type { PusherApplication } from "./application.js";
import { ChannelFeeds } from "./channel-feeds.js";
import { EventCache } from "./event-cache.js";
import type { ServerFrame } from "./frames.js";
import { PusherConnection } from "./pusher-connection.js";
import { PusherLog } from "./pusher-log.js";
import { sign } from "./signature.js";
import { Watchlists } from "./watchlists.js";

const application: PusherApplication = {
  project: "prj_1",
  applicationId: "app_1",
  appId: "1234567",
  key: "278d425bdf160c739803",
  secret: "7ad3773142a6692b25b8",
  settings: {},
};
const contract = loadContract();

/** A connection with everything behind it real, and a socket that keeps what it is given. */
function start(more: { readonly application?: () => Promise<PusherApplication | undefined> } = {}) {
  const now = { value: 1_700_000_000_000 };
  const clock = () => now.value;
  let n = 0;
  const ids = (prefix: string) => `${prefix}_${String(++n).padStart(8, "0")}`;
  const broker = new MemoryBroker({ clock, ids, dedupMs: 1000, retention: { messages: 100, ageMs: 120_000 } });
  const store = new SqliteStore({ clock });
  const connections = new ConnectionRegistry();
  const cache = new EventCache({ broker, clock });
  const feeds = new ChannelFeeds({ broker, cache });
  const failures: unknown[] = [];
  const context = {
    clock,
    connections,
    feeds,
    cache,
    log: new PusherLog({
      services: { broker, clock, contract, ids, webhooks: { wake: () => undefined } },
      store,
      cache,
    }),
    watchlists: new Watchlists(connections),
    webhooks: { tell: () => undefined },
    application: more.application ?? (async () => application),
    failed: (error: unknown) => void failures.push(error),
  };
  const connect = (socketId: string) => {
    const frames: ServerFrame[] = [];
    const closed: [number, string][] = [];
    const buffer = { bytes: 0 };
    const socket = {
      get bufferedBytes() {
        return buffer.bytes;
      },
      send: (text: string) => void frames.push(JSON.parse(text) as ServerFrame),
      close: (code: number, reason: string) => void closed.push([code, reason]),
    };
    const client = { name: "test", version: "1" };
    const connection = new PusherConnection({ application, socketId, client, socket, context });
    const send = (event: string, data: object) => connection.receive(JSON.stringify({ event, data }));
    const names = () => frames.map(({ event }) => event);
    return { connection, frames, closed, buffer, send, names };
  };
  return { now, broker, connections, failures, connect };
}

const signin = (socketId: string, user: object) => {
  const userData = JSON.stringify(user);
  return {
    auth: `${application.key}:${sign(application.secret, `${socketId}::user::${userData}`)}`,
    user_data: userData,
  };
};

describe("the heartbeat", () => {
  test("asks after two minutes of silence, and gives up thirty seconds later", () => {
    const { now, connect, connections } = start();
    const { connection, closed, names } = connect("1.1");
    now.value += 119_999;
    connection.tick();
    expect(names()).toEqual(["pusher:connection_established"]);
    now.value += 1;
    connection.tick();
    connection.tick();
    expect(names().slice(1)).toEqual(["pusher:ping"]);
    now.value += 29_999;
    connection.tick();
    expect(closed).toEqual([]);
    now.value += 1;
    connection.tick();
    expect(closed).toEqual([[4201, "Pong reply not received in time."]]);
    expect(connections.size).toBe(0);
  });

  test("is content with any sign of life", () => {
    const { now, connect } = start();
    const { connection, closed, send } = connect("1.1");
    for (const life of [() => send("pusher:pong", {}), () => connection.seen(), () => connection.receive("garbage")]) {
      now.value += 120_000;
      connection.tick();
      now.value += 29_999;
      life();
      connection.tick();
    }
    expect(closed).toEqual([]);
  });
});

describe("the end", () => {
  test("of a client that reads too slowly is 4100, and others go on", () => {
    const { broker, connect } = start();
    const [slow, quick] = [connect("1.1"), connect("2.2")];
    for (const { send } of [slow, quick]) send("pusher:subscribe", { channel: "news" });
    slow.buffer.bytes = 1024 * 1024 + 1;
    const publish = () => broker.publish({ project: "prj_1", channel: "news" }, { event: "e", data: 1 });
    publish();
    publish();
    expect(slow.closed.map(([code]) => code)).toEqual([4100]);
    expect(quick.names().filter((name) => name === "e")).toHaveLength(2);
    expect(broker.subscribers({ project: "prj_1", channel: "news" })).toBe(1);
  });

  test("comes once, and nothing after it", () => {
    const { connect, connections } = start();
    const { connection, closed, frames, send } = connect("1.1");
    send("pusher:subscribe", { channel: "news" });
    connection.terminate({ code: "restart", reason: "é".repeat(100) });
    const sent = frames.length;
    connection.terminate({ code: "terminated", reason: null });
    send("pusher:ping", {});
    connection.closed();
    expect(closed.map(([code]) => code)).toEqual([4200]);
    expect(Buffer.byteLength(closed[0]?.[1] ?? "")).toBeLessThanOrEqual(123);
    expect([frames.length, connections.size]).toEqual([sent, 0]);
  });

  test.each([
    ["terminated", 4009],
    ["token_revoked", 4009],
    ["application_disabled", 4003],
    ["slow_consumer", 4100],
    ["draining", 4100],
    ["restart", 4200],
    ["something else", 4009],
  ])("by %s has the code %s of Pusher's", (code, expected) => {
    const { connection, closed } = start().connect("1.1");
    connection.terminate({ code, reason: null });
    expect(closed[0]?.[0]).toBe(expected);
  });

  test.each([
    [undefined, 4001],
    [{ ...application, settings: { enabled: false } }, 4003],
    [application, undefined],
  ])("comes when its application is gone or off", async (found, expected) => {
    const { connection, closed } = start({ application: async () => found }).connect("1.1");
    connection.recheck();
    await Promise.resolve();
    expect(closed[0]?.[0]).toBe(expected);
  });

  test("takes its members with it", () => {
    const { connect, connections } = start();
    const { connection, send } = connect("1.1");
    send("pusher:signin", signin("1.1", { id: "ada" }));
    const auth = `${application.key}:${sign(application.secret, "1.1:presence-a")}`;
    send("pusher:subscribe", { channel: "presence-a", auth });
    const at = { project: "prj_1", channel: "presence-a" };
    expect(connections.presence.count(at)).toBe(1);
    connection.closed();
    expect([connections.presence.count(at), connections.subscriberCount(at)]).toEqual([0, 0]);
  });
});

describe("a sign-in", () => {
  test("of a user who is kept out, or of a second user, ends the connection with 4009", () => {
    const { now, connect, connections } = start();
    connections.block("prj_1", "eve", now.value + 1000);
    const [blocked, second] = [connect("1.1"), connect("2.2")];
    blocked.send("pusher:signin", signin("1.1", { id: "eve" }));
    second.send("pusher:signin", signin("2.2", { id: "ada" }));
    second.send("pusher:signin", signin("2.2", { id: "ada" }));
    expect(second.closed).toEqual([]);
    second.send("pusher:signin", signin("2.2", { id: "bob" }));
    expect([blocked, second].map(({ closed }) => closed[0]?.[0])).toEqual([4009, 4009]);
  });

  test.each([{}, { id: 7 }, { id: "" }, { id: "x".repeat(129) }])("with the user %j ends with 4009", (user) => {
    const { closed, send } = start().connect("1.1");
    send("pusher:signin", signin("1.1", user));
    expect(closed[0]?.[0]).toBe(4009);
  });
});

describe("a watchlist", () => {
  const statuses = (frames: readonly ServerFrame[]) =>
    frames
      .filter(({ event }) => event === "pusher_internal:watchlist_events")
      .map(({ data }) => (JSON.parse(data) as { events: unknown }).events);

  test("tells who is online, and who comes and goes, in the own project", () => {
    const { connect } = start();
    const [ada, bob, again] = [connect("1.1"), connect("2.2"), connect("3.3")];
    ada.send("pusher:signin", signin("1.1", { id: "ada", watchlist: ["bob", "carol", "bob", "", 7] }));
    for (const [other, socketId] of [
      [bob, "2.2"],
      [again, "3.3"],
    ] as const) {
      other.send("pusher:signin", signin(socketId, { id: "bob" }));
      other.send("pusher:subscribe", { channel: "#server-to-user-bob" });
    }
    bob.connection.closed();
    again.connection.closed();
    expect(statuses(ada.frames)).toEqual([
      [{ name: "offline", user_ids: ["bob", "carol"] }],
      [{ name: "online", user_ids: ["bob"] }],
      [{ name: "offline", user_ids: ["bob"] }],
    ]);
    expect(statuses(bob.frames)).toEqual([]);
  });

  test("ends with its connection", () => {
    const { connect } = start();
    const [ada, bob] = [connect("1.1"), connect("2.2")];
    ada.send("pusher:signin", signin("1.1", { id: "ada", watchlist: ["bob"] }));
    ada.connection.closed();
    bob.send("pusher:signin", signin("2.2", { id: "bob" }));
    bob.send("pusher:subscribe", { channel: "#server-to-user-bob" });
    expect(statuses(ada.frames)).toHaveLength(1);
  });

  test("of more than a hundred users is refused with 4302, and the user is signed in", () => {
    const { closed, frames, send } = start().connect("1.1");
    const watchlist = Array.from({ length: 101 }, (_, n) => `user-${n}`);
    send("pusher:signin", signin("1.1", { id: "ada", watchlist }));
    expect(frames.at(-1)).toMatchObject({ event: "pusher:error", data: { code: 4302 } });
    expect([frames.at(-2)?.event, closed]).toEqual(["pusher:signin_success", []]);
  });
});

test("a message to the connection alone is on no channel, or on that of its user", () => {
  const { connection, frames, send } = start().connect("1.1");
  const sender = { connectionId: null, userId: null, memberId: null };
  const message = {
    id: "msg_1",
    channel: "user:x",
    event: "hi",
    data: { n: 1 },
    sender,
    at: 0,
    exclude: null,
    tags: {},
  };
  connection.deliver({ ...message, publishId: null, expiresAt: null });
  expect(frames.at(-1)).toEqual({ event: "hi", data: '{"n":1}' });
  send("pusher:signin", signin("1.1", { id: "ada" }));
  connection.deliver({ ...message, publishId: null, expiresAt: null });
  expect(frames.at(-1)).toEqual({ event: "hi", channel: "#server-to-user-ada", data: '{"n":1}' });
});

test("no frame whatever makes it throw, and none is answered with anything but the protocol's frames", () => {
  const { connect, failures } = start();
  const events = ["ping", "pong", "subscribe", "unsubscribe", "signin"].map((name) => `pusher:${name}`);
  const names = fc.constantFrom(
    "a",
    "private-a",
    "presence-a",
    "cache-a",
    "#server-to-user-a",
    "",
    "private-encrypted-a",
  );
  const member = fc.oneof(names, fc.jsonValue(), fc.json());
  const frames = fc.record(
    {
      event: fc.oneof(fc.constantFrom(...events, "client-x"), fc.jsonValue()),
      channel: member,
      data: fc.oneof(member, fc.record({ channel: member, auth: member, channel_data: member, user_data: member })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          frames.map((frame) => JSON.stringify(frame)),
          fc.string(),
          fc.json(),
        ),
      ),
      (texts) => {
        const { connection, names: sent } = connect("1.1");
        for (const text of texts) connection.receive(text);
        connection.closed();
        expect(sent().filter((name) => !/^pusher(?:_internal)?:/u.test(name))).toEqual([]);
      },
    ),
  );
  expect(failures).toEqual([]);
});

test("deleting a channel ends no subscription", () => {
  const { connect, connections } = start();
  const { connection, send } = connect("1.1");
  send("pusher:subscribe", { channel: "news" });
  connection.unsubscribe();
  expect(connections.channels(connection)).toEqual(["news"]);
});
