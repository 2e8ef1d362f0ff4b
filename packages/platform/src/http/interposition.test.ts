import { expect, test } from "vitest";
import { startPlatform } from "../platform.js";
import { EventReader } from "../testing/event-reader.js";
import type { Interposition } from "./interposition.js";

/** The status and the body of a topic that is created on a platform with something between its parts. */
async function createTopic(interposition: Interposition, body: object): Promise<{ status: number; name: unknown }> {
  const platform = await startPlatform({ checkAnswers: false }, interposition);
  try {
    const response = await fetch(`${platform.url}/v1/topics`, {
      method: "POST",
      headers: { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const { name } = (await response.json()) as { name?: unknown };
    return { status: response.status, name };
  } finally {
    await platform.close();
  }
}

test("without anything between them the parts are the platform's own", async () => {
  await expect(createTopic({}, { name: "a.b" })).resolves.toEqual({ status: 201, name: "a.b" });
});

test("what is registered at the server comes before the platform's own hooks", async () => {
  const server: Interposition["server"] = (app) =>
    void app.addHook("onRequest", async (request) => {
      request.headers.authorization = "Bearer none";
    });
  await expect(createTopic({ server }, { name: "a.b" })).resolves.toMatchObject({ status: 401 });
});

test("a handler can be called with something else, and its answer be changed", async () => {
  const around: Interposition["around"] = async (operation, { body }, proceed) => {
    if (operation !== "topics.create" || body.type !== "json") return proceed();
    const answer = await proceed({ body: { ...body, value: { ...(body.value as object), name: "other" } } });
    return { ...answer, status: answer.status + 1 };
  };
  await expect(createTopic({ around }, { name: "a.b" })).resolves.toEqual({ status: 202, name: "other" });
});

test("a handler gets a whole call that it can copy", async () => {
  const platform = await startPlatform({}, { around: (_operation, _call, proceed) => proceed() });
  const headers = { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ url: "https://shop.example/hooks", events: ["tunnel.*"] });
  const { headers: made } = await fetch(`${platform.url}/v1/webhooks`, { method: "POST", headers, body });
  const { status } = await fetch(`${platform.url}${made.get("location")}/deliveries`, { headers });
  expect(status).toBe(200);
  await platform.close();
});

test("validators can be replaced", async () => {
  const validators: Interposition["validators"] = (own) => {
    const refuse = () => [{ pointer: "", code: "invalid", message: "is refused" }] as const;
    own.filling.check = () => refuse;
    return own;
  };
  await expect(createTopic({ validators }, { name: "a.b" })).resolves.toMatchObject({ status: 400 });
});

test("the hub can be changed before the fronts have it", async () => {
  const hub: Interposition["hub"] = (own) => {
    const authenticate = own.gate.authenticate.bind(own.gate);
    own.gate.authenticate = (token) => authenticate(token === "let-me-in" ? mine : token);
  };
  const platform = await startPlatform({}, { hub });
  const mine = await platform.token();
  const body = JSON.stringify({
    type: "hello",
    id: 1,
    version: 1,
    client: { name: "test", version: "1" },
    instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
  });
  const headers = {
    Authorization: "Bearer let-me-in",
    "Content-Type": "application/json",
    Accept: "text/event-stream",
  };
  const stream = await EventReader.open(`${platform.url}/v1/events`, { method: "POST", headers, body });
  expect((await stream.next()).type).toBe("welcome");
  stream.close();
  await platform.close();
});

test("an attempt to deliver a webhook can be made otherwise", async () => {
  const { promise: attempted, resolve } = Promise.withResolvers<string>();
  const webhooks: Interposition["webhooks"] = (own) => ({
    ...own,
    attempt: ({ event }) => {
      resolve(event.type);
      return Promise.resolve(undefined);
    },
  });
  const platform = await startPlatform({}, { webhooks });
  const headers = { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" };
  const post = (path: string, body: object) =>
    fetch(platform.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  await post("/v1/webhooks", { url: "https://shop.example/hooks", events: ["client.created"] });
  await post("/v1/clients", {});
  expect(await attempted).toBe("client.created");
  await platform.close();
});
