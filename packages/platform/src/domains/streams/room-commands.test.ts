import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

type Command = readonly [path: string, scope: string, body: JsonObject | undefined, result: JsonObject];

const commands: readonly Command[] = [
  ["lock", "rooms:lock", undefined, { locked: true }],
  ["unlock", "rooms:unlock", undefined, { locked: false }],
  ["hide-video-muted", "rooms:hideVideoMuted", undefined, { hideVideoMuted: true }],
  ["show-video-muted", "rooms:showVideoMuted", undefined, { hideVideoMuted: false }],
  ["prioritize-hand-raise", "rooms:prioritizeHandRaise", { enabled: true }, { prioritizeHandRaise: true }],
  ["prioritize-hand-raise", "rooms:prioritizeHandRaise", { enabled: false }, { prioritizeHandRaise: false }],
];

describe.each(commands)("%s", (path, scope, body, result) => {
  const send = async (room: string, token?: string) =>
    platform.send(`POST /v1/rooms/${room}/${path}`, {
      ...(body !== undefined && { body }),
      ...(token !== undefined && { token }),
    });

  test("switches the room for who holds its scope", async () => {
    const room = String((await createRoom(platform, { managerIds: ["ada"] }))["id"]);
    const response = await send(room, await userToken(platform, "bob", [scope]));
    expect(response.body).toMatchObject({ ...result, version: 2, updatedBy: "bob" });
  });

  test("refuses other scopes, closed rooms, unknown rooms and other tenants", async () => {
    const room = String((await createRoom(platform))["id"]);
    expect(outcome(await send(room, await userToken(platform, "bob", ["rooms:read"])))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect(outcome(await send(room, await strangerToken(platform)))).toEqual({ status: 404, code: "not_found" });
    expect(outcome(await send("room_00000000"))).toEqual({ status: 404, code: "not_found" });
    await platform.send(`POST /v1/rooms/${room}/close`);
    expect(outcome(await send(room))).toEqual({ status: 409, code: "conflict" });
  });
});
