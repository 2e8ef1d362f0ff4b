import { decodeJwt } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { createRoom, join, outcome, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const mint = (body: JsonObject, request: JsonObject = {}) =>
  platform.send("POST /v1/room-tokens", { body, ...request });
const inMs = (ms: number): string => new Date(platform.now.value + ms).toISOString();

describe("rooms.tokens.create", () => {
  test("mints a token with which a person enters this room and no other", async () => {
    const [room, other] = [await createRoom(platform), await createRoom(platform)];
    const { status, body } = await mint({
      room: String(room["name"]),
      userId: "ada",
      userName: "Ada",
      metadata: { seat: 4 },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ tokenType: "Bearer", lifetimeSeconds: 60, refreshUntil: null });
    const token = String(body["token"]);
    expect(await join(platform, room, { token })).toMatchObject({
      userId: "ada",
      name: "Ada",
      type: "member",
      metadata: { seat: 4 },
    });
    expect((await platform.send(`POST /v1/rooms/${String(other["id"])}/members`, { token, body: {} })).status).toBe(
      404,
    );
  });

  test.each<[string, JsonObject, number]>([
    ["a member", {}, 11],
    ["the audience", { role: "audience" }, 0],
  ])("grants %s the default scopes", async (_, settings, self) => {
    const room = await createRoom(platform);
    const { body } = await mint({ room: String(room["id"]), ...settings });
    const { grants } = decodeJwt(String(body["token"])) as { grants: { scopes: string[] }[] };
    const scopes = grants[0]?.scopes ?? [];
    expect(scopes.filter((scope) => scope.startsWith("rooms.self:"))).toHaveLength(self);
    expect(scopes).toEqual(expect.arrayContaining(["rooms:join", "rooms:subscribe"]));
    expect(scopes.includes("rooms:publish")).toBe(self > 0);
  });

  test("admits the audience as audience only", async () => {
    const room = await createRoom(platform);
    const { body } = await mint({ room: String(room["id"]), role: "audience" });
    const token = String(body["token"]);
    const asMember = await platform.send(`POST /v1/rooms/${String(room["id"])}/members`, {
      token,
      body: { type: "member" },
    });
    expect(outcome(asMember)).toEqual({ status: 403, code: "forbidden" });
    expect((await join(platform, room, { token }))["type"]).toBe("audience");
  });

  test("is open to a client id and secret", async () => {
    const room = await createRoom(platform);
    const { clientId, clientSecret } = platform.platform.application;
    const headers = { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` };
    expect((await mint({ room: String(room["id"]) }, { token: null, headers })).status).toBe(201);
  });

  test("mints for a room that joining will create", async () => {
    const { body } = await mint({ room: "tomorrow", refreshUntil: inMs(3_600_000) });
    const claims = decodeJwt(String(body["token"]));
    expect(claims).toMatchObject({
      grants: [{ resources: { name: "tomorrow" } }],
      member: { room: { room: "tomorrow", createRoom: true } },
    });
    expect((await platform.send("POST /v1/tokens/refresh", { token: String(body["token"]) })).status).toBe(201);
  });

  test.each<[string, JsonObject, number, string]>([
    ["a room that is not there", { room: "nowhere", createRoom: false }, 422, "unprocessable"],
    ["scopes of other domains", { room: "a", scopes: ["tunnels:read"] }, 422, "unprocessable"],
    ["no scopes", { room: "a", scopes: [] }, 422, "unprocessable"],
    ["all scopes", { room: "a", scopes: ["*"] }, 422, "unprocessable"],
    ["metadata that fit into no token", { room: "a", metadata: { text: "x".repeat(2048) } }, 413, "payload_too_large"],
    ["a name that is none", { room: "a b" }, 400, "validation_failed"],
    ["a lifetime of days", { room: "a", lifetimeSeconds: 86_400 }, 400, "validation_failed"],
  ])("refuses %s", async (_, body, status, code) => {
    expect(outcome(await mint(body))).toEqual({ status, code });
  });

  test("refuses a refresh beyond 24 hours and a closed room", async () => {
    const room = String((await createRoom(platform))["id"]);
    expect(outcome(await mint({ room, refreshUntil: inMs(90_000_000) }))).toEqual({
      status: 400,
      code: "validation_failed",
    });
    await platform.send(`POST /v1/rooms/${room}/close`);
    expect(outcome(await mint({ room }))).toEqual({ status: 409, code: "conflict" });
  });

  test("hands on no more than the caller holds in this very room", async () => {
    const room = await createRoom(platform, { labels: { team: "core" } });
    const other = await createRoom(platform);
    const grants = [{ scopes: ["rooms:createToken", "rooms:join"], resources: { "labels.team": "core" } }];
    const token = await platform.sign({ grants });
    const ask = async (at: JsonObject, scopes: string[]) =>
      outcome(await mint({ room: String(at["id"]), scopes }, { token }));
    expect(await ask(room, ["rooms:join"])).toMatchObject({ status: 201 });
    expect(await ask(room, ["rooms:join", "rooms:publish"])).toEqual({ status: 403, code: "forbidden" });
    expect(await ask(other, ["rooms:join"])).toEqual({ status: 403, code: "forbidden" });
    const reader = await userToken(platform, "ada", ["rooms:read"]);
    expect(outcome(await mint({ room: "a" }, { token: reader }))).toEqual({ status: 403, code: "insufficient_scope" });
  });
});
