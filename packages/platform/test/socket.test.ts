import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createPlatform, type Platform } from "../src/platform.js";

/** A bare `ws`, as `wscat` is: whoever can write JSON can speak with the platform. Framing itself is `ws` on both sides. */
let platform: Platform;
let token = "";

beforeAll(async () => {
  platform = await createPlatform({ callsPerSecond: 100_000 });
  token = await platform.token();
});

afterAll(() => platform.close());

type Frame = Readonly<Record<string, unknown>>;

class Cat {
  readonly socket: WebSocket;
  readonly #received: Frame[] = [];
  #wake: () => void = () => undefined;

  constructor(protocols: string[] = []) {
    this.socket = new WebSocket(`${platform.url.replace("http", "ws")}/v1/socket`, protocols);
    this.socket.on("message", (data) => {
      for (const line of String(data).split("\n")) this.#received.push(JSON.parse(line));
      this.#wake();
    });
  }

  async type(...frames: readonly (Frame | string | Buffer)[]): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, "open");
    for (const frame of frames)
      this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** The next frame of this type. */
  async next(type: string): Promise<Frame> {
    for (;;) {
      const at = this.#received.findIndex((frame) => frame["type"] === type);
      const [frame] = at === -1 ? [] : this.#received.splice(at, 1);
      if (frame !== undefined) return frame;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async closeCode(): Promise<number> {
    const [code] = await once(this.socket, "close");
    return Number(code);
  }
}

const hello = (): Frame => ({
  type: "hello",
  id: 1,
  version: 1,
  token,
  client: { name: "wscat", version: "1" },
  instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
});

test("a few typed lines: hello, subscribe, publish, ping", async () => {
  const cat = new Cat();
  await cat.type(hello());
  expect(await cat.next("welcome")).toMatchObject({ id: 1, resumed: false });
  await cat.type({ type: "subscribe", id: 2, channel: "chat" });
  expect(await cat.next("ok")).toMatchObject({ id: 2, channel: "chat", recovered: "none" });
  await cat.next("live");
  await cat.type({ type: "publish", id: 3, channel: "chat", event: "message", data: { text: "hi" }, publishId: "a:1" });
  expect(await cat.next("ok")).toMatchObject({ id: 3, offset: 1 });
  expect(await cat.next("message")).toMatchObject({ channel: "chat", data: { text: "hi" }, offset: 1 });
  await cat.type({ type: "ping", echo: "x" });
  expect(await cat.next("pong")).toMatchObject({ echo: "x" });
  cat.socket.close(1000);
  expect(await cat.closeCode()).toBe(1000);
});

test("the sub-protocol is agreed on", async () => {
  const cat = new Cat(["something.else", "parlance.v1.json"]);
  await once(cat.socket, "open");
  expect(cat.socket.protocol).toBe("parlance.v1.json");
  cat.socket.terminate();
});

test("several lines in one message are several frames", async () => {
  const cat = new Cat();
  const lines = [
    { ...hello(), capabilities: ["batch"] },
    { type: "ping", echo: "one" },
    { type: "ping", echo: "two" },
  ];
  await cat.type(lines.map((line) => JSON.stringify(line)).join("\n"));
  expect(await cat.next("pong")).toMatchObject({ echo: "one" });
  expect(await cat.next("pong")).toMatchObject({ echo: "two" });
  cat.socket.terminate();
});

describe("what is no conversation is ended with its code, announced", () => {
  test.each([
    ["garbage", "garbage", "bad_frame", 4007],
    ["a frame before hello", '{"type":"ping"}', "bad_frame", 4007],
    ["a wrong version", JSON.stringify({ ...hello(), version: 2, token: "x" }), "unsupported_version", 4006],
    ["a token that is none", JSON.stringify({ ...hello(), token: "x" }), "invalid_token", 4009],
  ])("%s", async (_name, line, code, closeCode) => {
    const cat = new Cat();
    const closed = cat.closeCode();
    await cat.type(line);
    expect(await cat.next("bye")).toMatchObject({ code });
    expect(await closed).toBe(closeCode);
  });
});
