import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const members = (room: JsonObject, rest = ""): string => `/v1/rooms/${String(room["id"])}/members${rest}`;
const ada = (scopes: readonly string[]): Promise<string> => userToken(platform, "ada", scopes);
const inMs = (ms: number): string => new Date(platform.now.value + ms).toISOString();
const admitted = (room: string, admission: JsonObject = {}) =>
  platform.sign({
    sub: "ada",
    member: { name: "Ada", state: { seat: 4 }, room: { room, ...admission } },
    grants: [{ scopes: ["rooms:*"] }],
  });

describe("rooms.members.create", () => {
  test("lets the user of the token in and begins a session", async () => {
    const room = await createRoom(platform);
    const token = await ada(["rooms:join", "rooms.self:*", "channels:read"]);
    const response = await platform.send(`POST ${members(room)}`, {
      token,
      body: { name: "Ada", audioMuted: true, metadata: { seat: 4 } },
    });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      userId: "ada",
      name: "Ada",
      type: "member",
      audioMuted: true,
      metadata: { seat: 4 },
      connectionId: null,
    });
    expect(response.body["scopes"]).toEqual(["rooms.self:*", "rooms:join"]);
    expect(response.headers.get("location")).toBe(members(room, `/${String(response.body["id"])}`));
    const after = await platform.send(`GET /v1/rooms/${String(room["id"])}`);
    expect(after.body).toMatchObject({ memberCount: 1, sessionId: response.body["sessionId"] });
  });

  test("lets a back end join somebody", async () => {
    const member = await join(platform, await createRoom(platform), { body: { userId: "bob", type: "audience" } });
    expect(member).toMatchObject({
      userId: "bob",
      name: "bob",
      type: "audience",
      scopes: ["rooms:join", "rooms:subscribe"],
    });
  });

  test("shortens a user id to the length of a name", async () => {
    const member = await join(platform, await createRoom(platform), { body: { userId: "u".repeat(250) } });
    expect(member).toMatchObject({ userId: "u".repeat(250), name: "u".repeat(200) });
  });

  test("takes role, name, state and mute from the token's admission", async () => {
    const room = await createRoom(platform);
    const token = await admitted(String(room["name"]), { role: "audience", videoMuted: true, removeAfterSeconds: 60 });
    const member = await join(platform, room, { token });
    expect(member).toMatchObject({
      name: "Ada",
      type: "audience",
      videoMuted: true,
      metadata: { seat: 4 },
      removeAt: inMs(60_000),
    });
  });

  test("gives the screen of a member its parent", async () => {
    const room = await createRoom(platform);
    const parent = await join(platform, room, { token: await ada(["rooms:join"]) });
    const token = await ada(["rooms.self:screenShare"]);
    const screen = await join(platform, room, { token, body: { type: "screen", parentId: String(parent["id"]) } });
    expect(screen).toMatchObject({ type: "screen", parentId: parent["id"], userId: "ada" });
  });

  test("refuses a room that is closed, locked, full, not yet or no longer open, or for others", async () => {
    const attempt = async (room: JsonObject) =>
      outcome(await platform.send(`POST ${members(room)}`, { body: {}, token: await ada(["rooms:*"]) }));
    const closed = await createRoom(platform);
    await platform.send(`POST /v1/rooms/${String(closed["id"])}/close`);
    const locked = await createRoom(platform);
    await platform.send(`POST /v1/rooms/${String(locked["id"])}/lock`);
    const full = await createRoom(platform, { maxMembers: 1 });
    await join(platform, full);
    expect(await attempt(closed)).toEqual({ status: 409, code: "conflict" });
    expect(await attempt(locked)).toEqual({ status: 409, code: "room_locked" });
    expect(await attempt(full)).toEqual({ status: 403, code: "limit_exceeded" });
    expect(await attempt(await createRoom(platform, { joinFrom: inMs(1000) }))).toEqual({
      status: 403,
      code: "forbidden",
    });
    expect(await attempt(await createRoom(platform, { joinUntil: inMs(-1000) }))).toEqual({
      status: 403,
      code: "forbidden",
    });
    expect(await attempt(await createRoom(platform, { users: [{ userId: "bob" }], policy: { get: "all" } }))).toEqual({
      status: 403,
      code: "forbidden",
    });
  });

  test.each<[string, () => Promise<string>, JsonObject, number, string]>([
    ["another's name", () => ada(["rooms:join"]), { userId: "bob" }, 403, "forbidden"],
    ["a missing scope", () => ada(["rooms:read"]), {}, 403, "insufficient_scope"],
    [
      "a screen with the scope of a device",
      () => ada(["rooms.self:additionalSource"]),
      { type: "screen" },
      403,
      "insufficient_scope",
    ],
    ["a screen without parent", () => ada(["rooms.self:screenShare"]), { type: "screen" }, 422, "unprocessable"],
    ["a member with a parent", () => ada(["rooms:join"]), { parentId: "mem_00000000" }, 422, "unprocessable"],
    ["a token for another room", () => admitted("elsewhere"), {}, 403, "forbidden"],
    [
      "a member's role for the audience",
      () => admitted("for-ada", { role: "audience" }),
      { type: "member" },
      403,
      "forbidden",
    ],
    ["a token whose time to join is over", () => admitted("for-ada", { joinUntil: inMs(-1000) }), {}, 403, "forbidden"],
  ])("refuses %s", async (_, token, body, status, code) => {
    const room = await createRoom(platform, { name: "for-ada" });
    const response = await platform.send(`POST ${members(room)}`, { token: await token(), body });
    await platform.send(`DELETE /v1/rooms/${String(room["id"])}`);
    expect(outcome(response)).toEqual({ status, code });
  });
});

describe("rooms.members.list", () => {
  test("is empty in an empty room", async () => {
    expect((await platform.send(`GET ${members(await createRoom(platform))}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test("goes on after the first page and selects by type and user", async () => {
    const room = await createRoom(platform);
    for (const userId of ["a", "b", "c"]) await join(platform, room, { body: { userId } });
    await join(platform, room, { body: { userId: "d", type: "audience" } });
    const users = ({ body }: { body: JsonObject }) => (body["items"] as JsonObject[]).map((member) => member["userId"]);
    const first = await platform.send(`GET ${members(room, "?limit=3")}`);
    const second = await platform.send(`GET ${members(room, `?limit=3&cursor=${String(first.body["nextCursor"])}`)}`);
    expect([...users(first), ...users(second)]).toEqual(["d", "c", "b", "a"]);
    expect(users(await platform.send(`GET ${members(room, "?type=audience")}`))).toEqual(["d"]);
    expect(users(await platform.send(`GET ${members(room, "?userId=b")}`))).toEqual(["b"]);
  });

  test("asks the filter of a grant about the room, not about its members", async () => {
    const room = await createRoom(platform, { labels: { team: "core" } });
    const other = await createRoom(platform);
    await join(platform, room, { body: { userId: "ada" } });
    const token = await platform.sign({ grants: [{ scopes: ["rooms:*"], resources: { "labels.team": "core" } }] });
    expect((await platform.send(`GET ${members(room)}`, { token })).body["items"]).toHaveLength(1);
    expect(outcome(await platform.send(`GET ${members(other)}`, { token }))).toEqual({
      status: 404,
      code: "not_found",
    });
  });
});

test("a grant that shows parts of a room shows no more of what is in it", async () => {
  const room = await createRoom(platform);
  const { id } = await join(platform, room, { body: { userId: "ada", name: "Ada" } });
  const token = await platform.sign({ grants: [{ scopes: ["rooms:*"], select: ["name"] }] });
  expect((await platform.send(`GET ${members(room)}`, { token })).body["items"]).toEqual([{ id, name: "Ada" }]);
  expect((await platform.send(`GET ${members(room, `/${String(id)}`)}`, { token })).body).toEqual({ id, name: "Ada" });
});

describe("rooms.members.get", () => {
  test("knows the caller as self, also without a user id", async () => {
    const room = await createRoom(platform);
    const anonymous = await platform.sign({
      jti: "tok_anonymous",
      member: { name: "Guest" },
      grants: [{ scopes: ["rooms:*"] }],
    });
    for (const token of [await ada(["rooms:*"]), anonymous]) {
      const member = await join(platform, room, { token });
      expect((await platform.send(`GET ${members(room, "/self")}`, { token })).body).toEqual(member);
    }
  });

  test.each(["self", "mem_00000000"])("answers 404 where %s is not in the room", async (id) => {
    const room = await createRoom(platform);
    expect(outcome(await platform.send(`GET ${members(room, `/${id}`)}`))).toEqual({ status: 404, code: "not_found" });
  });

  test("knows no member of another room or another tenant", async () => {
    const [room, other] = [await createRoom(platform), await createRoom(platform)];
    const { id } = await join(platform, room);
    expect((await platform.send(`GET ${members(other, `/${String(id)}`)}`)).status).toBe(404);
    expect(
      (await platform.send(`GET ${members(room, `/${String(id)}`)}`, { token: await strangerToken(platform) })).status,
    ).toBe(404);
  });
});

describe("rooms.members.remove", () => {
  test("lets anybody leave; the last one ends the session", async () => {
    const room = await createRoom(platform);
    const token = await ada(["rooms:join"]);
    await join(platform, room, { token });
    expect((await platform.send(`DELETE ${members(room, "/self")}`, { token })).status).toBe(204);
    expect((await platform.send(`GET /v1/rooms/${String(room["id"])}`)).body).toMatchObject({
      memberCount: 0,
      sessionId: null,
    });
  });

  test("takes the screens of a member along", async () => {
    const room = await createRoom(platform);
    const parent = await join(platform, room, { body: { userId: "ada" } });
    await join(platform, room, { body: { type: "screen", parentId: String(parent["id"]) } });
    await platform.send(`DELETE ${members(room, `/${String(parent["id"])}`)}`);
    expect((await platform.send(`GET ${members(room)}`)).body["items"]).toEqual([]);
  });

  test("needs rooms.member:remove for another", async () => {
    const room = await createRoom(platform);
    const path = members(room, `/${String((await join(platform, room, { body: { userId: "bob" } }))["id"])}`);
    expect(outcome(await platform.send(`DELETE ${path}`, { token: await ada(["rooms:join"]) }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect((await platform.send(`DELETE ${path}`, { token: await ada(["rooms.member:remove"]) })).status).toBe(204);
  });

  test("ends the whole session where the token says so", async () => {
    const room = await createRoom(platform);
    await join(platform, room, { body: { userId: "bob" } });
    const token = await admitted(String(room["name"]), { endOnLeave: true });
    await join(platform, room, { token });
    await platform.send(`DELETE ${members(room, "/self")}`, { token });
    expect((await platform.send(`GET /v1/rooms/${String(room["id"])}`)).body).toMatchObject({
      memberCount: 0,
      sessionId: null,
    });
  });
});

test("the audience is counted anew whenever it changes", async () => {
  const room = await createRoom(platform);
  const watcher = await join(platform, room, { body: { userId: "ada", type: "audience" } });
  await join(platform, room, { body: { userId: "bob", type: "audience" } });
  await platform.send(`POST ${members(room, `/${String(watcher["id"])}/promote`)}`, { body: {} });
  await platform.send(`POST ${members(room, "/remove-all")}`, { body: {} });
  const { body } = await platform.send(`GET /v1/channels/room:${String(room["id"])}/messages?order=asc`);
  const told = (body["items"] as JsonObject[]).filter((message) => message["event"] === "room.audience.changed");
  expect(told.map((message) => ((message["data"] as JsonObject)["data"] as JsonObject)["total"])).toEqual([1, 2, 1, 0]);
});

describe("rooms.members.removeAll", () => {
  const twice = async (endSession: boolean): Promise<[before: unknown, after: unknown]> => {
    const room = await createRoom(platform);
    const before = await join(platform, room);
    const removed = await platform.send(`POST ${members(room, "/remove-all")}`, {
      body: { reason: "Over.", endSession },
    });
    expect(removed.body).toEqual({ removedCount: 1 });
    await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body: { displayName: "meanwhile" } });
    return [before["sessionId"], (await join(platform, room))["sessionId"]];
  };

  test("keeps the session for those who come back", async () => {
    const [before, after] = await twice(false);
    expect(after).toBe(before);
  });

  test("ends the session if asked to", async () => {
    const [before, after] = await twice(true);
    expect(after).not.toBe(before);
  });

  test("removes nobody from an empty room", async () => {
    const room = await createRoom(platform);
    expect((await platform.send(`POST ${members(room, "/remove-all")}`, { body: {} })).body).toEqual({
      removedCount: 0,
    });
  });
});

test("a member whose time is over leaves by itself", async () => {
  const room = await createRoom(platform, { removeAfterSeconds: 5 });
  await join(platform, room);
  platform.now.value += 6000;
  expect((await platform.send(`GET ${members(room)}`)).body["items"]).toEqual([]);
  expect((await platform.send(`GET /v1/rooms/${String(room["id"])}`)).body).toMatchObject({
    memberCount: 0,
    sessionId: null,
  });
});
