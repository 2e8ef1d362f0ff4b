import { expect, test } from "vitest";
import { TestPlatform } from "./testing/test-platform.js";

test("a clock with fractions of a millisecond is no reason to fail", async () => {
  const platform = await TestPlatform.start();
  platform.now.value += 0.25;
  const created = await platform.send("POST /v1/tunnels", { body: { protocol: "http", name: "shop" } });
  expect(created.status).toBe(201);
  expect(await platform.send("GET /v1/tunnels")).toMatchObject({ status: 200, body: { items: [{ name: "shop" }] } });
});
