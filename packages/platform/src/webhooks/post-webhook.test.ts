import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { postWebhook } from "./post-webhook.js";

let reply: string | undefined;
const endpoint = createServer((socket) => {
  socket.on("error", () => undefined);
  socket.once("data", () => reply !== undefined && socket.write(reply));
});
endpoint.listen(0, "127.0.0.1");
await once(endpoint, "listening");
afterAll(() => void endpoint.close());
const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;

const post = (options: Partial<Parameters<typeof postWebhook>[0]> = {}) =>
  postWebhook({
    url,
    headers: {},
    body: "{}",
    loopback: true,
    timeoutMs: 300,
    answerBytes: 8,
    signal: new AbortController().signal,
    ...options,
  });

test("no answer in time is a TimeoutError", async () => {
  reply = undefined;
  await expect(post()).rejects.toMatchObject({ name: "TimeoutError" });
});

test("an answer whose body never ends counts by its status, and is read no further than asked", async () => {
  reply = `HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n${"x".repeat(100_000)}`;
  expect(await post()).toMatchObject({ status: 200, body: "xxxxxxxx" });
  reply = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc";
  expect(await post()).toMatchObject({ status: 200, body: "abc" });
});

test("headers without end are refused", async () => {
  reply = `HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(1_000_000)}`;
  await expect(post()).rejects.toMatchObject({ code: "HPE_HEADER_OVERFLOW" });
});

test.each(["HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "nonsense\r\n\r\n"])(
  "what is no answer is refused: %s",
  async (wrong) => {
    reply = wrong;
    await expect(post({ timeoutMs: 5000 })).rejects.toThrow();
  },
);

test("a name is judged by what it resolves to when it is called", async () => {
  const named = url.replace("127.0.0.1", "localhost");
  await expect(post({ url: named, loopback: false })).rejects.toMatchObject({ code: "EACCES" });
  await expect(post({ url, loopback: false })).rejects.toMatchObject({ code: "EACCES" });
});
