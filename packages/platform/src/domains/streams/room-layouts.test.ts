import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const at = (room: JsonObject, rest: string): string => `/v1/rooms/${String(room["id"])}/${rest}`;

describe("rooms.layouts.list", () => {
  test("goes through all layouts by name, page by page", async () => {
    const room = await createRoom(platform);
    const names = ({ body }: { body: JsonObject }) =>
      (body["items"] as JsonObject[]).map((layout) => String(layout["name"]));
    const first = await platform.send(`GET ${at(room, "layouts?limit=3")}`);
    const rest = await platform.send(`GET ${at(room, `layouts?cursor=${String(first.body["nextCursor"])}`)}`);
    const all = names(await platform.send(`GET ${at(room, "layouts")}`));
    expect([...names(first), ...names(rest)]).toEqual(all);
    expect(all).toEqual(all.toSorted());
    expect(all).toContain("grid-responsive");
  });

  test("needs its scope", async () => {
    const token = await userToken(platform, "ada", ["rooms:read"]);
    expect(outcome(await platform.send(`GET ${at(await createRoom(platform), "layouts")}`, { token }))).toMatchObject({
      status: 403,
    });
  });
});

describe("rooms.layout", () => {
  test("is replaced, with positions that members have from then on", async () => {
    const room = await createRoom(platform);
    const [ada, bob] = [await join(platform, room, { body: { position: "standard-2" } }), await join(platform, room)];
    const body = { name: "highlight-1-responsive", positions: { [String(bob["id"])]: "reserved-1" } };
    const response = await platform.send(`PUT ${at(room, "layout")}`, { body });
    expect(response).toMatchObject({ status: 200, body });
    expect((await platform.send(`GET ${at(room, "layout")}`)).body).toEqual(response.body);
    expect((await platform.send(`GET ${at(room, `members/${String(bob["id"])}`)}`)).body["position"]).toBe(
      "reserved-1",
    );
    expect((await platform.send(`GET ${at(room, `members/${String(ada["id"])}`)}`)).body["position"]).toBe("auto");
    expect((await platform.send(`GET ${at(room, "")}`.replace(/\/$/u, ""))).body["layout"]).toBe(
      "highlight-1-responsive",
    );
  });

  test("changes its version when a member moves or leaves", async () => {
    const room = await createRoom(platform);
    const member = await join(platform, room);
    const etag = async () => (await platform.send(`GET ${at(room, "layout")}`)).headers.get("etag");
    expect(await etag()).toBe('"1"');
    await platform.send(`PATCH ${at(room, `members/${String(member["id"])}`)}`, { body: { position: "reserved-1" } });
    expect(await etag()).toBe('"2"');
    await platform.send(`DELETE ${at(room, `members/${String(member["id"])}`)}`);
    expect(await etag()).toBe('"3"');
  });

  test.each<[string, JsonObject, JsonObject, number, string]>([
    ["an unknown layout", { name: "spiral" }, {}, 422, "unprocessable"],
    ["somebody who is not in the room", { name: "2x2", positions: { mem_00000000: "auto" } }, {}, 422, "unprocessable"],
    ["a stale version", { name: "2x2" }, { "If-Match": '"9"' }, 412, "version_conflict"],
  ])("refuses %s", async (_, body, headers, status, code) => {
    const room = await createRoom(platform);
    const response = await platform.send(`PUT ${at(room, "layout")}`, {
      body,
      headers: headers as Record<string, string>,
    });
    expect(outcome(response)).toEqual({ status, code });
  });

  test("needs rooms:setPosition for positions", async () => {
    const room = await createRoom(platform);
    const token = await userToken(platform, "ada", ["rooms:setLayout"]);
    expect((await platform.send(`PUT ${at(room, "layout")}`, { body: { name: "2x2" }, token })).status).toBe(200);
    const response = await platform.send(`PUT ${at(room, "layout")}`, { body: { name: "2x2", positions: {} }, token });
    expect(outcome(response)).toEqual({ status: 403, code: "insufficient_scope" });
  });

  test("is not that of another tenant", async () => {
    const request = { token: await strangerToken(platform) };
    expect((await platform.send(`GET ${at(await createRoom(platform), "layout")}`, request)).status).toBe(404);
  });
});
