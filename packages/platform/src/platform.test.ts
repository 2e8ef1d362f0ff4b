import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createPlatform } from "./platform.js";
import { TestPlatform } from "./testing/test-platform.js";

test("a clock with fractions of a millisecond is no reason to fail", async () => {
  const platform = await TestPlatform.start();
  platform.now.value += 0.25;
  const created = await platform.send("POST /v1/tunnels", { body: { protocol: "http", name: "shop" } });
  expect(created.status).toBe(201);
  expect(await platform.send("GET /v1/tunnels")).toMatchObject({ status: 200, body: { items: [{ name: "shop" }] } });
});

test("somebody who connects and sends nothing does not hold up the end", async () => {
  const platform = await createPlatform({ drainMs: 60_000 });
  const { hostname, port } = new URL(platform.url);
  const [silent, done] = [connect(Number(port), hostname), connect(Number(port), hostname)];
  done.write(`GET /healthz HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await Promise.all([once(silent, "connect"), once(done, "data")]);
  const cut = [once(silent, "close"), once(done, "close")];
  await platform.close();
  await Promise.all(cut);
});
