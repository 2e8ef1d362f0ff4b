import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { TestSocket } from "../../testing/test-socket.js";

const platform = await TestPlatform.start();
const token = await platform.platform.token();
const open: TestSocket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

function dial(options?: ConstructorParameters<typeof TestSocket>[1], path = "/v1/socket"): TestSocket {
  const socket = new TestSocket(platform.platform.url + path, options);
  open.push(socket);
  return socket;
}

async function connected(hello: JsonObject = {}): Promise<TestSocket> {
  const socket = dial();
  await socket.hello({ token, ...hello });
  return socket;
}

describe("a session", () => {
  test("is welcomed with the server's numbers", async () => {
    const welcome = await dial().hello({ token });
    expect(welcome).toMatchObject({
      user: null,
      inbox: null,
      resumed: false,
      pingMs: 25_000,
      limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
      retry: { minMs: 500, maxMs: 20_000 },
    });
  });

  test("gets what is published on its channels, over the socket and over REST", async () => {
    const [ada, bob] = [await connected(), await connected()];
    expect(await ada.ask({ type: "subscribe", channel: "chat-1" })).toMatchObject({ type: "ok", offset: 0, count: 0 });
    await ada.next("live");
    const ok = await bob.ask({ type: "publish", channel: "chat-1", data: { text: "Hello" }, publishId: "b:1" });
    expect(ok).toMatchObject({ type: "ok", offset: 1 });
    expect(await ada.next("message")).toMatchObject({ channel: "chat-1", offset: 1, data: { text: "Hello" } });
    await platform.send("POST /v1/channels/chat-1/messages", { body: { data: 2, event: "second" } });
    expect(await ada.next("message")).toMatchObject({ offset: 2, data: 2, event: "second" });
  });

  test("publishes once, however often it asks", async () => {
    const socket = await connected();
    const frame = { type: "publish", channel: "chat-2", data: 1, publishId: "a:1" };
    expect(await socket.ask(frame)).toMatchObject({ offset: 1 });
    expect(await socket.ask(frame)).toMatchObject({ offset: 1, duplicate: true });
  });
});
