import { expect, test } from "vitest";
import { startPlatform } from "../platform.js";
import type { Interposition } from "./interposition.js";

/** The status and the body of a topic that is created on a platform with something between its parts. */
async function createTopic(interposition: Interposition, body: object): Promise<{ status: number; name: unknown }> {
  const platform = await startPlatform({}, interposition);
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

test("handlers can be replaced", async () => {
  const handlers: Interposition["handlers"] = ({ "topics.create": create, ...others }) => ({
    ...others,
    "topics.create": async (call) => {
      const answer = await create?.(call);
      return { ...answer, status: 201, body: { ...(answer?.body as object), name: "other" } };
    },
  });
  await expect(createTopic({ handlers }, { name: "a.b" })).resolves.toEqual({ status: 201, name: "other" });
});

test("validators can be replaced", async () => {
  const validators: Interposition["validators"] = (own) => {
    const refuse = () => [{ pointer: "", code: "invalid", message: "is refused" }] as const;
    own.filling.check = () => refuse;
    return own;
  };
  await expect(createTopic({ validators }, { name: "a.b" })).resolves.toMatchObject({ status: 400 });
});
