import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { RawSocket } from "./raw-socket.js";

test("A server that sends without end is left, by the tester", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => void server.close());
  await once(server, "listening");
  server.on("connection", (socket) => {
    for (let sent = 0; sent < 20_000; sent += 1) socket.send("more");
  });
  let came = 0;
  const closed = Promise.withResolvers<{ readonly byTester: boolean }>();
  await RawSocket.open({
    url: new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`),
    timeoutMs: 5000,
    onMessage: () => void (came += 1),
    onClose: closed.resolve,
  });
  expect(await closed.promise).toMatchObject({ byTester: true });
  expect(came).toBe(10_000);
});
