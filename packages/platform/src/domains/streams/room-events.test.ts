import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const wave = { event: "reaction", data: { emoji: "wave" } };
const publish = (room: JsonObject, request: JsonObject = {}) =>
  platform.send(`POST /v1/rooms/${String(room["id"])}/events`, { body: wave, ...request });

/** The custom events on a channel, the oldest first. */
async function published(channel: string): Promise<JsonObject[]> {
  const { body } = await platform.send(`GET /v1/channels/${channel}/messages?order=asc`);
  const messages = (body["items"] as JsonObject[]).filter((message) => message["event"] === "room.event.published");
  return messages.map((message) => message["data"] as JsonObject);
}

describe("rooms.publish", () => {
  test("puts the event on the channel of the room", async () => {
    const room = await createRoom(platform);
    const response = await publish(room);
    expect(response).toMatchObject({
      status: 200,
      body: { messageId: expect.stringMatching(/^msg_/u), deliveredTo: 0 },
    });
    const from = { connectionId: null, userId: null, memberId: null };
    expect(await published(`room:${String(room["id"])}`)).toMatchObject([
      { type: "room.event.published", data: { roomId: room["id"], ...wave, from } },
    ]);
  });

  test("names the member that sends", async () => {
    const room = await createRoom(platform);
    const token = await userToken(platform, "ada", ["rooms:join", "rooms:send"]);
    const { id } = await join(platform, room, { token });
    await publish(room, { token });
    expect(await published(`room:${String(room["id"])}`)).toMatchObject([
      { userId: "ada", data: { from: { userId: "ada", memberId: id } } },
    ]);
  });

  test("reaches chosen members only, each once", async () => {
    const room = await createRoom(platform);
    const carl = await join(platform, room, { body: { userId: "carl" } });
    await join(platform, room, { body: { userId: "dora" } });
    const body = {
      ...wave,
      memberIds: [String(carl["id"])],
      userIds: ["carl", "dora", "elsewhere"],
      excludeMemberId: "mem_00000000",
    };
    await publish(room, { body });
    expect(await published(`room:${String(room["id"])}`)).toEqual([]);
    expect(
      [await published("user:carl"), await published("user:dora"), await published("user:elsewhere")].map(
        (list) => list.length,
      ),
    ).toEqual([1, 1, 0]);
  });

  test("sends the same publishId once", async () => {
    const room = await createRoom(platform);
    const body = { ...wave, publishId: "once" };
    const [first, second] = [await publish(room, { body }), await publish(room, { body })];
    expect(second.body["messageId"]).toBe(first.body["messageId"]);
    expect(await published(`room:${String(room["id"])}`)).toHaveLength(1);
  });

  test("takes cipher text only in an encrypted room, under a key of it", async () => {
    const key = { id: "k1", wrappedKeys: [{ userId: "ada", algorithm: "x", wrappedKey: "AAAA" }] };
    const room = await createRoom(platform, { encrypted: true, key });
    const sealed = { event: "reaction", ciphertext: "AQID", keyId: "k1" };
    expect((await publish(room, { body: sealed })).status).toBe(200);
    expect(outcome(await publish(room))).toEqual({ status: 422, code: "unprocessable" });
    expect(outcome(await publish(room, { body: { ...sealed, keyId: "k9" } }))).toEqual({
      status: 422,
      code: "unprocessable",
    });
    expect(outcome(await publish(await createRoom(platform), { body: sealed }))).toEqual({
      status: 422,
      code: "unprocessable",
    });
  });

  test("refuses who has not joined, was demoted, lacks the scope or the policy's right", async () => {
    const room = await createRoom(platform);
    const token = await userToken(platform, "ada", ["rooms:join", "rooms:send"]);
    expect(outcome(await publish(room, { token }))).toEqual({ status: 409, code: "not_joined" });
    const { id } = await join(platform, room, { token });
    await platform.send(`POST /v1/rooms/${String(room["id"])}/members/${String(id)}/demote`, { body: {} });
    expect(outcome(await publish(room, { token }))).toEqual({ status: 403, code: "forbidden" });
    expect(outcome(await publish(room, { token: await userToken(platform, "ada", ["rooms:join"]) }))).toMatchObject({
      status: 403,
    });
    const strict = await createRoom(platform, { policy: { item: { create: "manager" } } });
    await join(platform, strict, { token });
    expect(outcome(await publish(strict, { token }))).toEqual({ status: 403, code: "forbidden" });
  });

  test("refuses a closed room, too much data and other tenants", async () => {
    const room = await createRoom(platform);
    expect(outcome(await publish(room, { body: { event: "big", data: "x".repeat(65_536) } }))).toEqual({
      status: 413,
      code: "payload_too_large",
    });
    expect(outcome(await publish(room, { token: await strangerToken(platform) }))).toEqual({
      status: 404,
      code: "not_found",
    });
    await platform.send(`POST /v1/rooms/${String(room["id"])}/close`);
    expect(outcome(await publish(room))).toEqual({ status: 409, code: "conflict" });
  });
});
