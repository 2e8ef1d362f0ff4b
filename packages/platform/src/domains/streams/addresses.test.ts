import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, expectStatus, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
let subscriber: JsonObject;
beforeAll(async () => {
  platform = await TestPlatform.start();
  subscriber = expectStatus(201, await platform.send("POST /v1/subscribers", { body: { userId: "ada" } }));
});

const phone = { type: "phone", number: "+15550111" };
const create = async (body: JsonObject): Promise<JsonObject> =>
  expectStatus(201, await platform.send("POST /v1/addresses", { body }));
const at = (address: JsonObject): string => `/v1/addresses/${String(address["id"])}`;
const items = ({ body }: { body: JsonObject }): JsonObject[] => body["items"] as JsonObject[];

describe("addresses", () => {
  test("have a telephone or a SIP device, a room, or a subscriber behind them", async () => {
    const room = String((await createRoom(platform))["id"]);
    const subscriberId = String(subscriber["id"]);
    expect(await create({ name: "desk", endpoint: phone, media: "audio" })).toMatchObject({
      type: "external",
      endpoint: phone,
      channel: null,
      media: "audio",
    });
    expect(await create({ name: "lobby", roomId: room })).toMatchObject({
      type: "room",
      roomId: room,
      channel: `room:${room}`,
      displayName: "lobby",
    });
    const address = await create({ name: "ada", subscriberId });
    expect(address).toMatchObject({ type: "subscriber", subscriberId, channel: "user:ada", online: false });
    expect((await platform.send(`GET /v1/subscribers/${subscriberId}`)).body["addressIds"]).toEqual([address["id"]]);
  });

  test("of a user with a very long id have no channel", async () => {
    const owner = expectStatus(201, await platform.send("POST /v1/subscribers", { body: { userId: "u".repeat(250) } }));
    expect(await create({ name: "long", subscriberId: String(owner["id"]) })).toMatchObject({ channel: null });
  });

  test("are online while their subscriber is", async () => {
    const owner = expectStatus(201, await platform.send("POST /v1/subscribers", { body: { userId: "bob" } }));
    const address = await create({ name: "bob", subscriberId: String(owner["id"]) });
    await platform.send(`POST /v1/subscribers/${String(owner["id"])}/online`);
    expect((await platform.send(`GET ${at(address)}`)).body).toMatchObject({ online: true, version: 2 });
    await platform.send(`POST /v1/subscribers/${String(owner["id"])}/offline`);
    expect((await platform.send(`GET ${at(address)}`)).body).toMatchObject({ online: false, version: 3 });
  });

  test.each<[string, JsonObject, number, string]>([
    ["nothing behind them", { name: "a" }, 422, "unprocessable"],
    ["two things behind them", { name: "a", endpoint: phone, roomId: "room_00000000" }, 422, "unprocessable"],
    ["a room that is not there", { name: "a", roomId: "room_00000000" }, 422, "unprocessable"],
    ["a subscriber that is not there", { name: "a", subscriberId: "sbr_00000000" }, 422, "unprocessable"],
    [
      "an endpoint that is another address",
      { name: "a", endpoint: { type: "address", addressId: "adr_00000000" } },
      422,
      "unprocessable",
    ],
    ["a name that is taken", { name: "taken", endpoint: phone }, 409, "already_exists"],
  ])("are refused with %s", async (_, body, status, code) => {
    await platform.send("POST /v1/addresses", { body: { name: "taken", endpoint: phone } });
    expect(outcome(await platform.send("POST /v1/addresses", { body }))).toEqual({ status, code });
  });

  test("are listed by name, page by page, by type and by the beginning of their display name", async () => {
    const token = await strangerToken(platform);
    expect((await platform.send("GET /v1/addresses", { token })).body).toEqual({ items: [], nextCursor: null });
    for (const name of ["c", "a", "b"])
      await platform.send("POST /v1/addresses", { token, body: { name, displayName: `The ${name}`, endpoint: phone } });
    const names = async (query: string) =>
      items(await platform.send(`GET /v1/addresses${query}`, { token })).map((item) => item["name"]);
    const first = await platform.send("GET /v1/addresses?limit=2", { token });
    expect(items(first).map((item) => item["name"])).toEqual(["a", "b"]);
    expect(await names(`?limit=2&cursor=${String(first.body["nextCursor"])}`)).toEqual(["c"]);
    expect(await names("?displayName=The%20b")).toEqual(["b"]);
    expect(await names("?type=room")).toEqual([]);
  });

  test("are updated and deleted, unless the version is stale", async () => {
    const address = await create({ name: "front", subscriberId: String(subscriber["id"]) });
    const stale = { "If-Match": '"9"' };
    expect((await platform.send(`PATCH ${at(address)}`, { body: { displayName: "Front" } })).body).toMatchObject({
      displayName: "Front",
      version: 2,
    });
    expect(
      outcome(await platform.send(`PATCH ${at(address)}`, { body: { media: "audio" }, headers: stale })),
    ).toMatchObject({ status: 412 });
    expect(outcome(await platform.send(`DELETE ${at(address)}`, { headers: stale }))).toMatchObject({ status: 412 });
    expect((await platform.send(`DELETE ${at(address)}`)).status).toBe(204);
    expect(outcome(await platform.send(`GET ${at(address)}`))).toEqual({ status: 404, code: "not_found" });
    const owner = await platform.send(`GET /v1/subscribers/${String(subscriber["id"])}`);
    expect(owner.body["addressIds"]).not.toContain(address["id"]);
  });

  test("belong to their tenant and need their scopes", async () => {
    const address = await create({ name: "mine", endpoint: phone });
    expect(outcome(await platform.send(`GET ${at(address)}`, { token: await strangerToken(platform) }))).toEqual({
      status: 404,
      code: "not_found",
    });
    const token = await userToken(platform, "ada", ["addresses:read"]);
    expect(outcome(await platform.send(`DELETE ${at(address)}`, { token }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
  });
});
