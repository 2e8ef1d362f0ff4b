/** What is sent again and what is not: a proxy stands before the platform and fails as told. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AbortError, BadRequestError, Parlance } from "@parlance/sdk";

const platform = process.env["PARLANCE_URL"];
let failures = 0;
let requests = 0;
const proxy = createServer(async (request, response) => {
  requests += 1;
  if (failures > 0) {
    failures -= 1;
    response.writeHead(503, { "Retry-After": "0" }).end();
    return;
  }
  const body = Buffer.concat(await request.toArray());
  const { authorization = "", "content-type": type = "application/json" } = request.headers;
  const init = { method: request.method ?? "GET", headers: { authorization, "content-type": type }, body };
  const answer = await fetch(`${platform}${request.url}`, init);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
  response.end(await answer.text());
});
await once(proxy.listen(0, "127.0.0.1"), "listening");

const parlance = new Parlance({
  url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  timeout: 10_000,
  hooks: { onRetry: ({ number }, { error }) => console.log(`Attempt ${number} failed (${error.code}); once more`) },
});
const greet = { channel: "lobby", body: { event: "greeting", data: "Hello World" } };

failures = 2;
await parlance.channels.publish(greet);
assert.equal(requests, 3);
console.log("The third attempt succeeded");

requests = 0;
await assert.rejects(parlance.channels.publish({ channel: "lobby", body: { event: "parlance:x", data: 1 } }), {
  name: BadRequestError.name,
});
assert.equal(requests, 1);
console.log("A bad request is not sent again");

failures = Number.POSITIVE_INFINITY;
const stop = new AbortController();
const publishing = parlance.channels.publish(greet, { retries: 100, signal: stop.signal });
stop.abort();
await assert.rejects(publishing, (error) => error instanceof AbortError && error.code === "aborted");
console.log("An aborted call stops at once");

proxy.closeAllConnections();
proxy.close();
