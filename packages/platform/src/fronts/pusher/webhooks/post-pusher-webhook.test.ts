import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import Pusher from "pusher";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postPusherWebhook } from "./post-pusher-webhook.js";

const credentials = { key: "278d425bdf160c739803", secret: "7ad3773142a6692b25b8" };
const got: { headers: IncomingHttpHeaders; rawBody: string }[] = [];
const endpoint = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  got.push({ headers: request.headers, rawBody: Buffer.concat(chunks).toString() });
  response.writeHead(request.url === "/moved" ? 302 : 200, { Location: "/" }).end("x".repeat(100_000));
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
});
afterAll(() => endpoint.close());

const post = (to: string, loopback = true, signal = new AbortController().signal) =>
  postPusherWebhook({
    url: to,
    credentials,
    body: '{"time_ms":1,"events":[{"name":"channel_occupied","channel":"é"}]}',
    loopback,
    signal,
  });

test("the stock library takes what is sent", async () => {
  expect(await post(`${url}/`)).toBe(200);
  const [request] = got.splice(0);
  const webhook = new Pusher({ appId: "1", ...credentials, cluster: "x" }).webhook({
    headers: { ...request?.headers },
    rawBody: request?.rawBody ?? "",
  });
  expect(webhook.isValid()).toBe(true);
  expect(webhook.getEvents()).toEqual([{ name: "channel_occupied", channel: "é" }]);
});

test("redirects are not followed", async () => {
  expect(await post(`${url}/moved`)).toBe(302);
  expect(got.splice(0)).toHaveLength(1);
});

test("addresses inside of the network are not called, by number or by name", async () => {
  await expect(post(`${url}/`, false)).rejects.toMatchObject({ code: "EACCES" });
  await expect(post(url.replace("127.0.0.1", "localhost"), false)).rejects.toMatchObject({ code: "EACCES" });
  await expect(post("http://169.254.169.254/")).rejects.toMatchObject({ code: "EACCES" });
  await expect(post("http://[::ffff:10.0.0.1]/")).rejects.toMatchObject({ code: "EACCES" });
  expect(got).toEqual([]);
});

test("an attempt can be ended", async () => {
  await expect(post(`${url}/`, true, AbortSignal.abort())).rejects.toThrow();
});
