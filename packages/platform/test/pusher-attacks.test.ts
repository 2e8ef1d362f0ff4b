import { afterAll, describe, expect, test } from "vitest";
import type { PusherCredentials } from "../src/index.js";
import { sign } from "../src/fronts/pusher/signature.js";
import { TestPlatform } from "../src/testing/test-platform.js";
import { clientOf, connected, RawClient, serverOf, subscribed } from "./pusher-testing.js";

const { platform, now } = await TestPlatform.start();
const credentials = platform.pusher;
const server = serverOf(platform, credentials);
const raw = (query = "?protocol=7&client=raw&version=1.0", key = credentials.key) =>
  new RawClient(platform, `/app/${key}${query}`);

/** Something that others do not notice: a stock client on the same platform, which must stay as it is. */
const bystander = clientOf(platform, { credentials, server, lasting: true });
await connected(bystander);
afterAll(() => bystander.disconnect());

describe("a handshake", () => {
  test.each([
    ["without a version", "", 4008],
    ["with a version that is no number", "?protocol=seven", 4006],
    ["with an old version", "?protocol=3", 4007],
    ["with a future version", "?protocol=8", 4007],
    ["on a longer path", "/more?protocol=7", 4005],
  ])("%s ends with %s", async (_, rest, code) => {
    const client = raw(rest);
    expect((await client.frame("pusher:error")).data).toMatchObject({ code });
    expect((await client.closed).code).toBe(code);
  });

  test.each(["%00", "%ff", "..%2f", "a".repeat(5000), "' OR 1=1"])("with the key %j ends with 4001", async (key) => {
    expect((await raw("?protocol=7", key).closed).code).toBe(4001);
  });

  test.each(["5", "6", "7"])("of protocol %s is taken", async (version) => {
    expect(await raw(`?protocol=${version}`).socketId()).toMatch(/^\d+\.\d+$/u);
  });
});

describe("a frame", () => {
  test.each([
    "garbage",
    "{",
    "[]",
    "null",
    '"text"',
    "{}",
    '{"event":1}',
    '{"event":"pusher:nonsense","data":{}}',
    '{"event":"pusher:subscribe","data":"{"}',
    '{"event":"pusher_internal:member_added","channel":"presence-a","data":"{}"}',
    `{"event":"client-x","channel":"private-a","data":${"[".repeat(500)}${"]".repeat(500)}}`,
    "\u0000",
  ])("that says %j is answered with an error, and the connection stays", async (text) => {
    const client = raw();
    await client.socketId();
    client.send(text);
    expect((await client.frame("pusher:error")).data).toMatchObject({ code: null });
    await client.settled();
  });

  test("that is binary ends with 1003, one that is too large with 1009, one that is no UTF-8 with 1007", async () => {
    const [binary, large, broken] = [raw(), raw(), raw()];
    await Promise.all([binary.socketId(), large.socketId(), broken.socketId()]);
    binary.socket.send(Buffer.from("{}"), { binary: true });
    large.send({ event: "client-x", channel: "private-a", data: "x".repeat(70_000) });
    broken.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    const codes = await Promise.all([binary, large, broken].map(async ({ closed }) => (await closed).code));
    expect(codes).toEqual([1003, 1009, 1007]);
  });

  test.each(["", "a b", "topic:orders", "room:1", "user:ada", "watch:x", "#server-to-user-", "x".repeat(165)])(
    "cannot subscribe to %j",
    async (channel) => {
      const client = raw();
      await client.socketId();
      client.send({ event: "pusher:subscribe", data: { channel, auth: "" } });
      expect((await client.frame("pusher:subscription_error")).channel).toBe(channel);
    },
  );

  test("cannot subscribe twice, nor to more than two hundred channels", async () => {
    const client = raw();
    await client.socketId();
    for (let n = 0; n < 201; n++) client.send({ event: "pusher:subscribe", data: { channel: `c${n}` } });
    const { channel, data } = await client.frame("pusher:subscription_error");
    expect([channel, JSON.parse(String(data))]).toEqual(["c200", expect.objectContaining({ type: "LimitReached" })]);
    client.send({ event: "pusher:subscribe", data: { channel: "c0" } });
    expect((await client.frame("pusher:error")).data).toMatchObject({ code: null });
  });

  test("cannot publish where it did not subscribe, nor under a name of the protocol, nor too much", async () => {
    const [client, victim] = [raw(), raw()];
    const channel = "private-shut";
    const { auth } = server.authorizeChannel(await victim.socketId(), channel);
    victim.send({ event: "pusher:subscribe", data: { channel, auth } });
    await client.socketId();
    client.send({ event: "client-x", channel, data: {} });
    await client.frame("pusher:error");
    const own = server.authorizeChannel(await client.socketId(), channel);
    client.send({ event: "pusher:subscribe", data: { channel, ...own } });
    client.send({ event: "client-x", channel, data: "x".repeat(10_241) });
    client.send({ event: `client-${"x".repeat(200)}`, channel, data: "" });
    await client.settled();
    expect(client.frames.filter(({ event }) => event === "pusher:error")).toHaveLength(3);
    await victim.settled();
    expect(victim.frames.map(({ event }) => event)).not.toContain("client-x");
  });

  test("that repeats a signature of another channel or with another member is refused", async () => {
    const client = raw();
    const socketId = await client.socketId();
    const { auth } = server.authorizeChannel(socketId, "private-mine");
    client.send({ event: "pusher:subscribe", data: { channel: "private-yours", auth } });
    expect((await client.frame("pusher:subscription_error")).channel).toBe("private-yours");
    const signed = server.authorizeChannel(socketId, "presence-a", { user_id: "mallory" });
    const channelData = JSON.stringify({ user_id: "admin" });
    client.send({ event: "pusher:subscribe", data: { channel: "presence-a", ...signed, channel_data: channelData } });
    await client.settled();
    expect(client.frames.filter(({ event }) => event === "pusher:subscription_error")).toHaveLength(2);
  });

  test("with a member that is none is refused though it is signed", async () => {
    const client = raw();
    const socketId = await client.socketId();
    const wrong = ["null", "[]", "{}", '{"user_id":""}', '{"user_id":{}}', `{"user_id":"${"x".repeat(129)}"}`, "{"];
    for (const channelData of wrong) {
      const auth = `${credentials.key}:${sign(credentials.secret, `${socketId}:presence-b:${channelData}`)}`;
      client.send({ event: "pusher:subscribe", data: { channel: "presence-b", auth, channel_data: channelData } });
    }
    await client.settled();
    expect(client.frames.filter(({ event }) => event === "pusher:subscription_error")).toHaveLength(wrong.length);
  });
});

describe("silence", () => {
  test("of two minutes is asked about, and without a pong the connection ends with 4201", async () => {
    const [silent, lively] = [raw(), raw()];
    await Promise.all([silent.socketId(), lively.socketId()]);
    now.value += 120_000;
    await Promise.all([silent.frame("pusher:ping"), lively.frame("pusher:ping")]);
    lively.send({ event: "pusher:pong", data: {} });
    await lively.settled();
    now.value += 30_000;
    expect((await silent.closed).code).toBe(4201);
    await lively.settled();
  });

  test("is answered by the stock client", async () => {
    await subscribed(bystander, "alive");
    now.value += 120_000;
    const pings = raw();
    await pings.socketId();
    now.value += 120_000;
    await pings.frame("pusher:ping");
    now.value += 29_000;
    expect(bystander.connection.state).toBe("connected");
  });
});

describe("a call", () => {
  const body = JSON.stringify({ name: "e", channels: ["target"], data: "1" });
  const signed = (given: { body?: string; path?: string; credentials?: PusherCredentials } = {}) => {
    const { path = `/apps/${credentials.appId}/events` } = given;
    const { key, secret } = given.credentials ?? credentials;
    const library = serverOf(platform, { ...credentials, key, secret });
    const query = library.createSignedQueryString({ method: "POST", path, body: given.body ?? body, params: {} });
    return `${path}?${query}`;
  };
  const post = async (path: string, sent = body, method: "POST" | "PUT" = "POST") => {
    const response = await fetch(platform.url + path, { method, body: sent });
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
  /** The platform's clock was turned above; calls are signed by the real one. */
  const atRealTime = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turned = now.value;
    now.value = Date.now();
    const result = await work();
    now.value = turned;
    return result;
  };

  test("is refused with 401 and a sentence when it is forged", async () => {
    await atRealTime(async () => {
      const other = await platform.pusherOf(await platform.createProject({ name: "Foreign", endpoint: "localhost" }));
      const forged = [
        `/apps/${credentials.appId}/events`,
        signed().replace(/auth_signature=./u, "auth_signature=x"),
        signed({ credentials: { ...credentials, secret: "wrong" } }),
        signed({ credentials: other }),
        signed({ path: `/apps/${other.appId}/events` }),
        `${signed()}&name=other`,
      ];
      for (const path of forged) {
        const { status, type, text } = await post(path);
        expect([status, type]).toEqual([401, "text/plain; charset=utf-8"]);
        expect(text).not.toContain(credentials.secret);
      }
    });
  });

  test("cannot be repeated with another body, nor after ten minutes", async () => {
    await atRealTime(async () => {
      const path = signed();
      expect((await post(path)).status).toBe(200);
      expect((await post(path, body.replace("target", "victim"))).status).toBe(401);
      now.value = Date.now() + 601_000;
      const { status, text } = await post(path);
      expect([status, text]).toEqual([401, expect.stringContaining("Timestamp expired")]);
    });
  });

  test.each([
    "[]",
    "1",
    "{",
    '{"name":"e"}',
    '{"name":"e","data":{},"channel":"a"}',
    '{"name":"e","data":"","channels":[]}',
  ])("with the body %s is refused with 400", (wrong) =>
    atRealTime(async () => {
      expect((await post(signed({ body: wrong }), wrong)).status).toBe(400);
    }),
  );

  test.each(["user:ada", "topic:orders", "#other", "a b", 7])("cannot publish on %j", (channel) =>
    atRealTime(async () => {
      const wrong = JSON.stringify({ name: "e", data: "1", channel });
      expect((await post(signed({ body: wrong }), wrong)).status).toBe(400);
    }),
  );

  test("that is larger than a megabyte is refused with 413, by another method with 405", async () => {
    await atRealTime(async () => {
      const large = JSON.stringify({ name: "e", data: "x".repeat(1_100_000), channel: "a" });
      expect((await post(signed({ body: large }), large)).status).toBe(413);
      const { status, type } = await post(signed(), body, "PUT");
      expect([status, type]).toEqual([405, "text/plain; charset=utf-8"]);
    });
  });
});

test("calls beyond the limit are refused with 429, those without credentials too", async () => {
  const { platform: small } = await TestPlatform.start({ callsPerSecond: 2 });
  const library = serverOf(small, small.pusher);
  const call = () =>
    library.get({ path: "/channels" }).then(
      ({ status }) => status,
      ({ status }: { status: number }) => status,
    );
  expect([await call(), await call(), await call()]).toEqual([200, 200, 429]);
  const anonymous = async () => (await fetch(`${small.url}/apps/1/channels`)).status;
  expect([await anonymous(), await anonymous(), await anonymous()]).toEqual([401, 401, 429]);
});

test("others have noticed nothing", async () => {
  expect(bystander.connection.state).toBe("connected");
  await subscribed(bystander, "after-all");
});
