import { expect, test } from "vitest";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();

test("a ticket is good for a minute", async () => {
  const { status, body } = await platform.send("POST /v1/tickets");
  expect(status).toBe(201);
  expect(body).toEqual({
    ticket: expect.stringMatching(/^tick_[A-Za-z0-9]{16}$/),
    expiresAt: new Date(platform.now.value + 60_000).toISOString(),
  });
});

test("a ticket ends with its token", async () => {
  const exp = Math.floor(platform.now.value / 1000) + 10;
  const { body } = await platform.send("POST /v1/tickets", { token: await platform.sign({ exp }) });
  expect(body["expiresAt"]).toBe(new Date(exp * 1000).toISOString());
});

test("the same call gives the same ticket", async () => {
  const request = { headers: { "Idempotency-Key": "ticket-once" } };
  const first = await platform.send("POST /v1/tickets", request);
  const second = await platform.send("POST /v1/tickets", request);
  expect(second.body).toEqual(first.body);
});

test("client id and secret get none: they belong on no page", async () => {
  const { clientId, clientSecret } = platform.platform.application;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const { status } = await platform.send("POST /v1/tickets", {
    token: null,
    headers: { Authorization: authorization },
  });
  expect(status).toBe(401);
});
