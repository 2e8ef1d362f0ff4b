import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";

test("The time of a request begins when it is sent, however long it waited for others", async () => {
  const server = createServer((_request, response) => {
    setTimeout(() => response.end("here"), 100);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = new HttpClient(url, { connections: 1, timeoutMs: 400 });
  const request = { method: "GET", target: "/", headers: [], secrets: [] };
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => client.send(request)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => "answer"));
  await client.close();
  server.close();
});

test("Of a stream that does not end, what came in a while is the answer", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" }).write("data: 1\n\n");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const client = new HttpClient(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const outcome = await client.send({ method: "GET", target: "/", headers: [], secrets: [] });
  expect(outcome.kind === "answer" && Buffer.from(outcome.body).toString()).toBe("data: 1\n\n");
  await client.close();
  server.closeAllConnections();
  server.close();
});
