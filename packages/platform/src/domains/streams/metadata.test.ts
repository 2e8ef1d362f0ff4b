import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const metadata = { team: "core", topic: "plans", nested: { a: 1, b: 2 } };

async function ofRoom(): Promise<string> {
  return `/v1/rooms/${String((await createRoom(platform, { metadata }))["id"])}/metadata`;
}

async function ofMember(): Promise<string> {
  const room = await createRoom(platform);
  const member = await join(platform, room, { body: { userId: "ada", metadata } });
  return `/v1/rooms/${String(room["id"])}/members/${String(member["id"])}/metadata`;
}

describe.each([
  ["a room", ofRoom, "rooms:setMetadata"],
  ["a member", ofMember, "rooms.member:setMetadata"],
])("the metadata of %s", (_, make, scope) => {
  const changes: readonly (readonly [line: string, body: JsonObject | undefined, result: JsonObject])[] = [
    ["PUT ", { fresh: true }, { fresh: true }],
    ["PATCH ", { topic: null, nested: { b: 3 } }, { team: "core", nested: { a: 1, b: 3 } }],
    ["DELETE ?key=topic&key=nested&key=absent", undefined, { team: "core" }],
  ];

  test("are read with the version of what has them", async () => {
    const path = await make();
    const response = await platform.send(`GET ${path}`);
    expect(response).toMatchObject({ status: 200, body: metadata });
    const headers = { "If-None-Match": String(response.headers.get("etag")) };
    expect((await platform.send(`GET ${path}`, { headers })).status).toBe(304);
  });

  test.each(changes)("%s", async (line, body, result) => {
    const path = await make();
    const [method = "", query = ""] = line.split(" ");
    const send = (request: JsonObject) =>
      platform.send(`${method} ${path}${query}`, { ...(body !== undefined && { body }), ...request });
    expect(outcome(await send({ headers: { "If-Match": '"9"' } }))).toEqual({ status: 412, code: "version_conflict" });
    expect(outcome(await send({ token: await userToken(platform, "bob", ["rooms:read"]) }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect(outcome(await send({ token: await strangerToken(platform) }))).toEqual({ status: 404, code: "not_found" });
    const response = await send({ token: await userToken(platform, "bob", [scope]) });
    expect(response).toMatchObject({ status: 200, body: result });
    expect(response.body).toEqual(result);
    expect((await platform.send(`GET ${path}`)).headers.get("etag")).toBe(response.headers.get("etag"));
  });

  test("are at most 16 KiB", async () => {
    const response = await platform.send(`PATCH ${await make()}`, { body: { text: "x".repeat(16_384) } });
    expect(outcome(response)).toEqual({ status: 413, code: "payload_too_large" });
  });
});

test("a member changes its own metadata with the scope of rooms.self only", async () => {
  const room = await createRoom(platform);
  const token = await userToken(platform, "ada", ["rooms:join", "rooms.self:setMetadata"]);
  await join(platform, room, { token });
  const bob = await join(platform, room, { body: { userId: "bob" } });
  const put = (member: string) =>
    platform.send(`PUT /v1/rooms/${String(room["id"])}/members/${member}/metadata`, { token, body: { seat: 1 } });
  expect((await put("self")).body).toEqual({ seat: 1 });
  expect(outcome(await put(String(bob["id"])))).toEqual({ status: 403, code: "insufficient_scope" });
});

test("a grant that does not show metadata does not give them at their own address either", async () => {
  const token = await platform.sign({ grants: [{ scopes: ["rooms:*"], select: ["id", "name"] }] });
  expect(outcome(await platform.send(`GET ${await ofRoom()}`, { token }))).toEqual({ status: 403, code: "forbidden" });
});
