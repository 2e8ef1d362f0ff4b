import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const at = (room: JsonObject, rest = ""): string => `/v1/rooms/${String(room["id"])}/sessions${rest}`;
const items = ({ body }: { body: JsonObject }): JsonObject[] => body["items"] as JsonObject[];

/** A room in which ada and bob met and bob was removed before ada left. */
async function meeting(): Promise<{ room: JsonObject; session: string }> {
  const room = await createRoom(platform);
  const ada = await userToken(platform, "ada", ["rooms:join"]);
  const { sessionId } = await join(platform, room, { token: ada });
  const bob = await join(platform, room, { body: { userId: "bob", name: "Bob" } });
  platform.now.value += 1000;
  await platform.send(`DELETE /v1/rooms/${String(room["id"])}/members/${String(bob["id"])}?reason=Enough.`);
  await platform.send(`DELETE /v1/rooms/${String(room["id"])}/members/self`, { token: ada });
  return { room, session: String(sessionId) };
}

describe("rooms.sessions", () => {
  test("is empty before anybody came", async () => {
    expect((await platform.send(`GET ${at(await createRoom(platform))}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test("run from the first member to the last", async () => {
    const { room, session } = await meeting();
    const response = await platform.send(`GET ${at(room, `/${session}`)}`);
    expect(response.body).toMatchObject({
      id: session,
      roomId: room["id"],
      status: "ended",
      endReason: "empty",
      memberCount: 0,
      totalMemberCount: 2,
    });
    expect(Date.parse(String(response.body["endedAt"])) - Date.parse(String(response.body["startedAt"]))).toBe(1000);
  });

  test("are listed page by page, the newest first, and by status", async () => {
    const { room, session } = await meeting();
    const running = String((await join(platform, room))["sessionId"]);
    const first = await platform.send(`GET ${at(room, "?limit=1")}`);
    const second = await platform.send(`GET ${at(room, `?limit=1&cursor=${String(first.body["nextCursor"])}`)}`);
    expect([...items(first), ...items(second)].map((item) => item["id"])).toEqual([running, session]);
    expect(items(await platform.send(`GET ${at(room, "?status=running")}`)).map((item) => item["id"])).toEqual([
      running,
    ]);
  });

  test("end with the room's closing", async () => {
    const room = await createRoom(platform);
    const { sessionId } = await join(platform, room);
    await platform.send(`POST /v1/rooms/${String(room["id"])}/close`);
    expect((await platform.send(`GET ${at(room, `/${String(sessionId)}`)}`)).body).toMatchObject({
      status: "ended",
      endReason: "closed",
    });
  });

  test("keep who took part, and why they left", async () => {
    const { room, session } = await meeting();
    expect(items(await platform.send(`GET ${at(room, `/${session}/members?order=asc`)}`))).toMatchObject([
      { userId: "ada", type: "member", leaveReason: "left" },
      { userId: "bob", name: "Bob", leaveReason: "removed" },
    ]);
  });

  test("keep what happened, under the ids of the pushed events", async () => {
    const { room, session } = await meeting();
    const events = items(await platform.send(`GET ${at(room, `/${session}/events?order=asc`)}`));
    expect(events.map((event) => event["type"])).toEqual([
      "room.started",
      "room.member.joined",
      "room.member.joined",
      "room.member.left",
      "room.member.left",
      "room.ended",
    ]);
    expect(events[3]).toMatchObject({ data: { name: "Bob", reason: "removed", message: "Enough." } });
    const pushed = items(await platform.send(`GET /v1/channels/room:${String(room["id"])}/messages?order=asc`));
    const ids = new Set(pushed.map((message) => (message["data"] as JsonObject)["id"]));
    expect(events.filter((event) => !ids.has(event["id"]))).toEqual([]);
  });

  test.each(["", "/members", "/events", "/recordings"])(
    "%s of a session that is not there is not found",
    async (rest) => {
      const room = await createRoom(platform);
      expect(outcome(await platform.send(`GET ${at(room, `/ses_00000000${rest}`)}`))).toEqual({
        status: 404,
        code: "not_found",
      });
    },
  );

  test.each(["", "/:session", "/:session/members", "/:session/events", "/:session/recordings"])(
    "%s needs rooms:read and the tenant",
    async (rest) => {
      const { room, session } = await meeting();
      const path = at(room, rest.replace(":session", session));
      const token = await userToken(platform, "ada", ["rooms:join"]);
      expect(outcome(await platform.send(`GET ${path}`, { token }))).toEqual({
        status: 403,
        code: "insufficient_scope",
      });
      expect(outcome(await platform.send(`GET ${path}`, { token: await strangerToken(platform) }))).toEqual({
        status: 404,
        code: "not_found",
      });
    },
  );
});
