import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const at = (room: JsonObject, rest = ""): string => `/v1/rooms/${String(room["id"])}${rest}`;

describe("rooms.create", () => {
  test("answers with the room, its address and its version", async () => {
    const body = { name: "stand-up", users: [{ userId: "ada" }], managerIds: ["ada"], metadata: { team: "core" } };
    const response = await platform.send("POST /v1/rooms", { body });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      ...body,
      displayName: "stand-up",
      status: "open",
      memberCount: 0,
      sessionId: null,
      version: 1,
    });
    expect(response.headers.get("location")).toBe(at(response.body));
    expect(response.headers.get("etag")).toBe('"1"');
    expect((await platform.send(`GET ${at(response.body)}`)).body).toEqual(response.body);
  });

  test("keeps times in UTC", async () => {
    const room = await createRoom(platform, {
      joinFrom: "1998-12-31T23:59:60Z",
      joinUntil: "2030-01-01T01:00:00+01:00",
    });
    expect(room).toMatchObject({ joinFrom: "1998-12-31T23:59:59.000Z", joinUntil: "2030-01-01T00:00:00.000Z" });
  });

  test.each<[string, JsonObject, number, string]>([
    ["a name that is taken", { name: "taken" }, 409, "already_exists"],
    ["a manager who is no user", { name: "a", users: [{ userId: "ada" }], managerIds: ["bob"] }, 422, "unprocessable"],
    ["a user named twice", { name: "a", users: [{ userId: "ada" }, { userId: "ada" }] }, 422, "unprocessable"],
    ["encryption without a key", { name: "a", encrypted: true }, 422, "unprocessable"],
    [
      "a key without encryption",
      { name: "a", key: { id: "k1", wrappedKeys: [{ userId: "ada", algorithm: "x", wrappedKey: "AAAA" }] } },
      422,
      "unprocessable",
    ],
    ["metadata of more than 16 KiB", { name: "a", metadata: { text: "x".repeat(16_384) } }, 413, "payload_too_large"],
    ["a wrong name", { name: "no spaces" }, 400, "validation_failed"],
  ])("refuses %s", async (_, body, status, code) => {
    await platform.send("POST /v1/rooms", { body: { name: "taken" } });
    expect(outcome(await platform.send("POST /v1/rooms", { body }))).toEqual({ status, code });
  });
});

describe("rooms.list", () => {
  test("is empty in a project without rooms", async () => {
    expect((await platform.send("GET /v1/rooms", { token: await strangerToken(platform) })).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test("goes on after the first page, the newest first", async () => {
    const names = ["page-1", "page-2", "page-3"];
    for (const name of names) await createRoom(platform, { name, labels: { list: "pages" } });
    const path = `/v1/rooms?limit=2&filter=${encodeURIComponent('{"labels.list":"pages"}')}`;
    const first = await platform.send(`GET ${path}`);
    const second = await platform.send(`GET ${path}&cursor=${String(first.body["nextCursor"])}`);
    const found = [first, second].flatMap(({ body }) => (body["items"] as JsonObject[]).map((room) => room["name"]));
    expect(found).toEqual(names.toReversed());
    expect(second.body["nextCursor"]).toBeNull();
  });

  test("selects by name, status and who may enter", async () => {
    const open = await createRoom(platform, { name: "only-cleo", users: [{ userId: "cleo" }] });
    const ids = async (query: string): Promise<unknown[]> =>
      ((await platform.send(`GET /v1/rooms?${query}`)).body["items"] as JsonObject[]).map((room) => room["id"]);
    expect(await ids("name=only-cleo")).toEqual([open["id"]]);
    expect(await ids("name=only-cleo&userId=cleo&status=open")).toEqual([open["id"]]);
    expect(await ids("name=only-cleo&userId=dora")).toEqual([]);
    expect(await ids("name=only-cleo&status=closed")).toEqual([]);
  });
});

describe("rooms.get", () => {
  test("answers 304 to who has the version", async () => {
    const room = await createRoom(platform);
    expect((await platform.send(`GET ${at(room)}`, { headers: { "If-None-Match": '"1"' } })).status).toBe(304);
  });

  test("knows no room of another tenant", async () => {
    const request = { token: await strangerToken(platform) };
    expect(outcome(await platform.send(`GET ${at(await createRoom(platform))}`, request))).toEqual({
      status: 404,
      code: "not_found",
    });
  });

  test("hides a room from who is not among its users", async () => {
    const room = await createRoom(platform, { name: "private", users: [{ userId: "ada" }] });
    const token = await userToken(platform, "bob", ["rooms:read"]);
    expect(outcome(await platform.send(`GET ${at(room)}`, { token }))).toEqual({ status: 404, code: "not_found" });
    expect((await platform.send("GET /v1/rooms?name=private", { token })).body["items"]).toEqual([]);
    expect(
      (await platform.send(`GET ${at(room)}`, { token: await userToken(platform, "ada", ["rooms:read"]) })).status,
    ).toBe(200);
  });
});

describe("rooms.update", () => {
  test("changes what is given and keeps the rest", async () => {
    const room = await createRoom(platform, {
      metadata: { team: "core", topic: "plans" },
      maxMembers: 5,
      labels: { env: "test" },
    });
    const body = { displayName: "Daily", metadata: { topic: null }, maxMembers: null };
    const response = await platform.send(`PATCH ${at(room)}`, { body, headers: { "If-Match": '"1"' } });
    expect(response.body).toMatchObject({
      displayName: "Daily",
      metadata: { team: "core" },
      maxMembers: null,
      labels: { env: "test" },
      version: 2,
    });
  });

  test("sends out who is no longer among the users", async () => {
    const room = await createRoom(platform, { users: [{ userId: "ada" }, { userId: "bob" }] });
    for (const userId of ["ada", "bob"]) await join(platform, room, { body: { userId } });
    expect(
      (await platform.send(`PATCH ${at(room)}`, { body: { users: [{ userId: "ada" }] } })).body["memberCount"],
    ).toBe(1);
    expect((await platform.send(`GET ${at(room, "/members")}`)).body["items"]).toMatchObject([{ userId: "ada" }]);
  });

  test("says that a name is taken", async () => {
    await createRoom(platform, { name: "first" });
    const response = await platform.send(`PATCH ${at(await createRoom(platform))}`, { body: { name: "first" } });
    expect(response).toMatchObject({ status: 422, body: { errors: [{ pointer: "/name", code: "unique" }] } });
  });

  test("refuses a stale version", async () => {
    const room = await createRoom(platform);
    const response = await platform.send(`PATCH ${at(room)}`, {
      body: { displayName: "x" },
      headers: { "If-Match": '"9"' },
    });
    expect(outcome(response)).toEqual({ status: 412, code: "version_conflict" });
  });

  test("is for managers, as far as the policy says nothing else", async () => {
    const room = await createRoom(platform, { users: [{ userId: "ada" }, { userId: "bob" }], managerIds: ["ada"] });
    const rename = async (user: string) =>
      platform.send(`PATCH ${at(room)}`, {
        body: { displayName: user },
        token: await userToken(platform, user, ["rooms:write"]),
      });
    expect(outcome(await rename("bob"))).toEqual({ status: 403, code: "forbidden" });
    expect((await rename("ada")).body).toMatchObject({ displayName: "ada", updatedBy: "ada" });
  });

  test("does not let a manager remove itself", async () => {
    const room = await createRoom(platform, { managerIds: ["ada"] });
    const token = await userToken(platform, "ada", ["rooms:write"]);
    expect(outcome(await platform.send(`PATCH ${at(room)}`, { body: { managerIds: [] }, token }))).toEqual({
      status: 403,
      code: "forbidden",
    });
  });

  test("knows no room that is not there", async () => {
    const response = await platform.send("PATCH /v1/rooms/room_00000000", { body: { displayName: "x" } });
    expect(outcome(response)).toEqual({ status: 404, code: "not_found" });
  });
});

describe("rooms.close", () => {
  test("sends everybody home and keeps the room", async () => {
    const room = await createRoom(platform);
    await join(platform, room);
    const closed = await platform.send(`POST ${at(room, "/close")}`);
    expect(closed.body).toMatchObject({
      status: "closed",
      memberCount: 0,
      sessionId: null,
      closedAt: expect.any(String),
    });
    expect((await platform.send(`GET ${at(room, "/members")}`)).body["items"]).toEqual([]);
    expect((await platform.send(`POST ${at(room, "/close")}`)).body).toEqual(closed.body);
  });
});

describe("rooms.delete", () => {
  test("removes the room with its members", async () => {
    const room = await createRoom(platform);
    await join(platform, room);
    expect((await platform.send(`DELETE ${at(room)}`)).status).toBe(204);
    expect(outcome(await platform.send(`GET ${at(room)}`))).toEqual({ status: 404, code: "not_found" });
    expect(outcome(await platform.send(`DELETE ${at(room)}`))).toEqual({ status: 404, code: "not_found" });
  });

  test("refuses a stale version and a missing scope", async () => {
    const room = await createRoom(platform);
    expect(outcome(await platform.send(`DELETE ${at(room)}`, { headers: { "If-Match": '"9"' } }))).toMatchObject({
      status: 412,
    });
    const token = await userToken(platform, "ada", ["rooms:read"]);
    expect(outcome(await platform.send(`DELETE ${at(room)}`, { token }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
  });
});

describe("time", () => {
  test("an empty room deletes itself after its lifetime", async () => {
    const room = await createRoom(platform, { name: "short", emptyLifetimeSeconds: 5 });
    platform.now.value += 6000;
    expect((await platform.send(`GET ${at(room)}`)).status).toBe(404);
    expect((await platform.send("GET /v1/rooms?name=short")).body["items"]).toEqual([]);
    expect((await platform.send("POST /v1/rooms", { body: { name: "short" } })).status).toBe(201);
  });

  test("a room with somebody inside stays", async () => {
    const room = await createRoom(platform, { emptyLifetimeSeconds: 5 });
    await join(platform, room);
    platform.now.value += 6000;
    expect((await platform.send(`GET ${at(room)}`)).body["memberCount"]).toBe(1);
  });

  test("removeAt ends all memberships", async () => {
    const room = await createRoom(platform, { removeAt: new Date(platform.now.value + 5000).toISOString() });
    await join(platform, room);
    platform.now.value += 6000;
    expect((await platform.send(`GET ${at(room)}`)).body).toMatchObject({ memberCount: 0, sessionId: null });
  });
});

test("a call that fails leaves done what was due", async () => {
  const fresh = await TestPlatform.start();
  const room = await createRoom(fresh, { removeAt: new Date(fresh.now.value + 5000).toISOString() });
  await join(fresh, room);
  fresh.now.value += 6000;
  expect((await fresh.send("GET /v1/rooms/room_00000000")).status).toBe(404);
  // Before the deadline again, so that this call settles nothing itself.
  fresh.now.value -= 6000;
  expect((await fresh.send(`GET ${at(room)}`)).body).toMatchObject({ memberCount: 0 });
});
