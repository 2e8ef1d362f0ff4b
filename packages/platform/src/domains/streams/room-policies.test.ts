import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const policyOf = (room: JsonObject): string => `/v1/rooms/${String(room["id"])}/policy`;

describe("rooms.policy", () => {
  test("is replaced, read and reset", async () => {
    const room = await createRoom(platform);
    const policy = { update: "manager", item: { create: "user" } };
    const replaced = await platform.send(`PUT ${policyOf(room)}`, { body: policy, headers: { "If-Match": '"1"' } });
    expect(replaced).toMatchObject({ status: 200, body: policy });
    expect(replaced.headers.get("etag")).toBe('"2"');
    expect((await platform.send(`GET ${policyOf(room)}`)).body).toEqual(policy);
    expect((await platform.send(`DELETE ${policyOf(room)}`)).status).toBe(204);
    expect((await platform.send(`GET ${policyOf(room)}`)).body).toEqual({});
  });

  test("refuses a stale version, a missing scope and other tenants", async () => {
    const path = policyOf(await createRoom(platform));
    expect(outcome(await platform.send(`PUT ${path}`, { body: {}, headers: { "If-Match": '"9"' } }))).toMatchObject({
      status: 412,
    });
    expect(outcome(await platform.send(`DELETE ${path}`, { headers: { "If-Match": '"9"' } }))).toMatchObject({
      status: 412,
    });
    const token = await userToken(platform, "ada", ["rooms:read"]);
    expect(outcome(await platform.send(`PUT ${path}`, { body: {}, token }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect(outcome(await platform.send(`GET ${path}`, { token: await strangerToken(platform) }))).toEqual({
      status: 404,
      code: "not_found",
    });
  });

  test("is changed by whom updatePolicy names", async () => {
    const room = await createRoom(platform, {
      users: [{ userId: "ada" }, { userId: "bob" }],
      managerIds: ["ada"],
      policy: { updatePolicy: "no" },
    });
    const token = await userToken(platform, "ada", ["rooms:write"]);
    expect(outcome(await platform.send(`PUT ${policyOf(room)}`, { body: {}, token }))).toEqual({
      status: 403,
      code: "forbidden",
    });
  });

  const users = [{ userId: "ada" }, { userId: "bob" }];
  test.each<[entry: string, user: string, status: number]>([
    ["yes", "bob", 200],
    ["no", "ada", 403],
    ["all", "bob", 200],
    ["user", "bob", 200],
    ["manager", "bob", 403],
    ["manager", "ada", 200],
    ["owner", "ada", 403],
    ["user&manager", "bob", 403],
    ["owner|user&manager", "ada", 200],
    ["inherit", "bob", 403],
    ["default", "ada", 200],
  ])("update: %s for %s", async (update, user, status) => {
    const room = await createRoom(platform, { users, managerIds: ["ada"], policy: { update } });
    const token = await userToken(platform, user, ["rooms:write"]);
    expect(
      (await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body: { displayName: "x" }, token })).status,
    ).toBe(status);
  });

  test("does not bind a back end", async () => {
    const room = await createRoom(platform, { policy: { get: "no", update: "no" } });
    expect((await platform.send(`PATCH /v1/rooms/${String(room["id"])}`, { body: { displayName: "x" } })).status).toBe(
      200,
    );
  });

  test("makes the creator the owner", async () => {
    const token = await userToken(platform, "cleo", ["rooms:*"]);
    const { body } = await platform.send("POST /v1/rooms", {
      token,
      body: { name: "of-cleo", users, policy: { delete: "owner" } },
    });
    expect(body["createdBy"]).toBe("cleo");
    expect(
      (
        await platform.send(`DELETE /v1/rooms/${String(body["id"])}`, {
          token: await userToken(platform, "ada", ["rooms:*"]),
        })
      ).status,
    ).toBe(403);
    expect((await platform.send(`DELETE /v1/rooms/${String(body["id"])}`, { token })).status).toBe(204);
  });
});
