import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const wrapped = (...users: string[]): JsonObject[] =>
  users.map((userId) => ({ userId, algorithm: "ECDH-ES+A256KW", wrappedKey: "pHRQ2mB0" }));
const users = [{ userId: "ada" }, { userId: "bob" }];
const encrypted = {
  encrypted: true,
  users,
  managerIds: ["ada"],
  key: { id: "k1", wrappedKeys: wrapped("ada", "bob") },
};
const keysOf = (room: JsonObject, rest = ""): string => `/v1/rooms/${String(room["id"])}/keys${rest}`;

describe("rooms.keys", () => {
  test("begin with the key of the room's creation", async () => {
    const room = await createRoom(platform, encrypted);
    expect(room).toMatchObject({ encrypted: true, keyId: "k1" });
    expect((await platform.send(`GET ${keysOf(room, "/k1")}`)).body).toMatchObject({
      id: "k1",
      roomId: room["id"],
      current: true,
    });
  });

  test("are rotated; the older ones stay, a page after the other", async () => {
    const room = await createRoom(platform, encrypted);
    const response = await platform.send(`POST ${keysOf(room)}`, {
      body: { id: "k2", wrappedKeys: wrapped("ada", "bob") },
    });
    expect(response).toMatchObject({ status: 201, body: { id: "k2", current: true } });
    expect(response.headers.get("location")).toBe(keysOf(room, "/k2"));
    expect((await platform.send(`GET /v1/rooms/${String(room["id"])}`)).body).toMatchObject({
      keyId: "k2",
      version: 2,
    });
    const first = await platform.send(`GET ${keysOf(room, "?limit=1")}`);
    const second = await platform.send(`GET ${keysOf(room, `?limit=1&cursor=${String(first.body["nextCursor"])}`)}`);
    expect(first.body["items"]).toMatchObject([{ id: "k2", current: true }]);
    expect(second.body).toMatchObject({ items: [{ id: "k1", current: false }], nextCursor: null });
  });

  test("are rotated together with an update", async () => {
    const room = await createRoom(platform, encrypted);
    const body = { users: [{ userId: "ada" }], key: { id: "k2", wrappedKeys: wrapped("ada") } };
    expect((await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body })).body).toMatchObject({
      keyId: "k2",
      users: [{ userId: "ada" }],
    });
    const again = await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body });
    expect(outcome(again)).toEqual({ status: 422, code: "unprocessable" });
  });

  test("show a user its own wrapping, a manager and a back end all", async () => {
    const room = await createRoom(platform, encrypted);
    const seen = async (token?: string) => {
      const { body } = await platform.send(`GET ${keysOf(room, "/k1")}`, token === undefined ? {} : { token });
      return (body["wrappedKeys"] as JsonObject[]).map((key) => key["userId"]);
    };
    expect(await seen(await userToken(platform, "bob", ["rooms:join"]))).toEqual(["bob"]);
    expect(await seen(await userToken(platform, "ada", ["rooms:join"]))).toEqual(["ada", "bob"]);
    expect(await seen()).toEqual(["ada", "bob"]);
  });

  test("are shared with users who came later", async () => {
    const room = await createRoom(platform, encrypted);
    await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body: { users: [...users, { userId: "cleo" }] } });
    const shared = await platform.send(`POST ${keysOf(room, "/k1/share")}`, { body: { wrappedKeys: wrapped("cleo") } });
    expect((shared.body["wrappedKeys"] as JsonObject[]).map((key) => key["userId"])).toEqual(["ada", "bob", "cleo"]);
    const stranger = await platform.send(`POST ${keysOf(room, "/k1/share")}`, {
      body: { wrappedKeys: wrapped("dora") },
    });
    expect(outcome(stranger)).toEqual({ status: 422, code: "unprocessable" });
  });

  test("name the users for whom a new key is not wrapped", async () => {
    const room = await createRoom(platform, encrypted);
    const response = await platform.send(`POST ${keysOf(room)}`, { body: { id: "k2", wrappedKeys: wrapped("ada") } });
    expect(response).toMatchObject({ status: 422, body: { errors: [{ message: 'the key for "bob" is missing' }] } });
  });

  test("refuse an id used before, a room without encryption, a missing scope and other tenants", async () => {
    const room = await createRoom(platform, encrypted);
    const open = await createRoom(platform);
    const body = { id: "k1", wrappedKeys: wrapped("ada", "bob") };
    const token = await userToken(platform, "ada", ["rooms:join"]);
    expect(outcome(await platform.send(`POST ${keysOf(room)}`, { body }))).toEqual({
      status: 409,
      code: "already_exists",
    });
    expect(outcome(await platform.send(`POST ${keysOf(open)}`, { body }))).toEqual({
      status: 422,
      code: "unprocessable",
    });
    expect(outcome(await platform.send(`POST ${keysOf(room)}`, { body, token }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect(outcome(await platform.send(`GET ${keysOf(room)}`, { token: await strangerToken(platform) }))).toEqual({
      status: 404,
      code: "not_found",
    });
    expect(outcome(await platform.send(`GET ${keysOf(room, "/k9")}`))).toEqual({ status: 404, code: "not_found" });
    expect((await platform.send(`GET ${keysOf(open)}`)).body).toEqual({ items: [], nextCursor: null });
  });
});
