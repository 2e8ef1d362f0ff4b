import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { loadContract } from "../../load-contract.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { propertyScopes } from "./property-scopes.js";
import { createRoom, join, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const at = (room: JsonObject, member: JsonObject | "self", rest = ""): string =>
  `/v1/rooms/${String(room["id"])}/members/${member === "self" ? member : String(member["id"])}${rest}`;

const properties: readonly (readonly [
  property: string,
  value: string | number | boolean | JsonObject,
  action: string,
])[] = [
  ["audioMuted", true, "audioMute"],
  ["audioMuted", false, "audioUnmute"],
  ["videoMuted", true, "videoMute"],
  ["videoMuted", false, "videoUnmute"],
  ["deaf", true, "deaf"],
  ["deaf", false, "undeaf"],
  ["inputVolume", -6, "setInputVolume"],
  ["outputVolume", 6, "setOutputVolume"],
  ["inputSensitivity", 10, "setInputSensitivity"],
  ["raisedHand", true, "raiseHand"],
  ["raisedHand", false, "lowerHand"],
  ["position", "reserved-1", "setPosition"],
  ["visible", false, "setPosition"],
  ["metadata", { seat: 5 }, "setMetadata"],
];

describe("rooms.members.update", () => {
  test.each(properties)("%s: %j needs %s", async (property, value, action) => {
    const body = { [property]: value };
    const other = action === "deaf" ? "undeaf" : "deaf";
    const room = await createRoom(platform);
    const own = await userToken(platform, "ada", [
      "rooms:join",
      `rooms.self:${action}`,
      `rooms.self:${other}`,
      `rooms.member:${other}`,
    ]);
    const wrong = await userToken(platform, "ada", ["rooms:join", `rooms.self:${other}`, `rooms.member:${other}`]);
    const moderator = await userToken(platform, "cleo", [`rooms.member:${action}`]);
    await join(platform, room, { token: own });
    const bob = await join(platform, room, { body: { userId: "bob" } });
    expect((await platform.send(`PATCH ${at(room, "self")}`, { body, token: own })).body).toMatchObject({
      ...body,
      version: 2,
    });
    expect(outcome(await platform.send(`PATCH ${at(room, "self")}`, { body, token: wrong }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect(outcome(await platform.send(`PATCH ${at(room, bob)}`, { body, token: own }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect((await platform.send(`PATCH ${at(room, bob)}`, { body, token: moderator })).body).toMatchObject(body);
  });

  test("changes nothing if one scope of several is missing", async () => {
    const room = await createRoom(platform);
    const member = await join(platform, room, { body: { userId: "bob" } });
    const token = await userToken(platform, "ada", ["rooms.member:audioMute"]);
    const response = await platform.send(`PATCH ${at(room, member)}`, {
      body: { audioMuted: true, deaf: true },
      token,
    });
    expect(outcome(response)).toEqual({ status: 403, code: "insufficient_scope" });
    expect((await platform.send(`GET ${at(room, member)}`)).body).toEqual(member);
  });

  test("merges metadata and refuses a stale version, other tenants and who is not there", async () => {
    const room = await createRoom(platform);
    const member = await join(platform, room, { body: { metadata: { seat: 4, note: "x" } } });
    const body = { metadata: { note: null } };
    const send = (request: JsonObject, path = at(room, member)) => platform.send(`PATCH ${path}`, { body, ...request });
    expect(outcome(await send({ headers: { "If-Match": '"9"' } }))).toEqual({ status: 412, code: "version_conflict" });
    expect(outcome(await send({ token: await strangerToken(platform) }))).toEqual({ status: 404, code: "not_found" });
    expect(outcome(await send({}, at(room, "self")))).toEqual({ status: 404, code: "not_found" });
    expect((await send({ headers: { "If-Match": '"1"' } })).body["metadata"]).toEqual({ seat: 4 });
  });
});

describe("propertyScopes", () => {
  const contract = loadContract();

  test("has an entry for every property that the contract lets change", () => {
    const properties = contract.compiled.definitions["RoomMemberUpdate"] as { properties: JsonObject };
    for (const property of Object.keys(properties.properties)) {
      expect(propertyScopes(contract.operation("rooms.members.update"), { [property]: true })).toHaveLength(1);
    }
  });

  test("throws where the contract names no scope", () => {
    expect(() => propertyScopes(contract.operation("rooms.update"), { name: "x" })).toThrow('"name"');
  });
});

describe("rooms.members.promote and demote", () => {
  test("turn audience into a member and back", async () => {
    const room = await createRoom(platform);
    const member = await join(platform, room, { body: { userId: "ada", type: "audience" } });
    const scopes = ["rooms:join", "rooms:publish"];
    const promoted = await platform.send(`POST ${at(room, member, "/promote")}`, {
      body: { scopes, audioMuted: true },
    });
    expect(promoted).toMatchObject({ status: 200, body: { type: "member", scopes, audioMuted: true } });
    expect(outcome(await platform.send(`POST ${at(room, member, "/promote")}`, { body: {} }))).toEqual({
      status: 409,
      code: "conflict",
    });
    const demoted = await platform.send(`POST ${at(room, member, "/demote")}`, { body: {} });
    expect(demoted).toMatchObject({
      status: 200,
      body: { type: "audience", scopes: ["rooms:join", "rooms:subscribe"] },
    });
    expect(outcome(await platform.send(`POST ${at(room, member, "/demote")}`, { body: {} }))).toEqual({
      status: 409,
      code: "conflict",
    });
  });

  test("take from a demoted member what its token still grants", async () => {
    const room = await createRoom(platform);
    const token = await userToken(platform, "ada", ["rooms:join", "rooms.self:raiseHand"]);
    const member = await join(platform, room, { token });
    await platform.send(`POST ${at(room, member, "/demote")}`, { body: {} });
    const response = await platform.send(`PATCH ${at(room, "self")}`, { body: { raisedHand: true }, token });
    expect(outcome(response)).toEqual({ status: 403, code: "insufficient_scope" });
  });

  test.each(["promote", "demote"])(
    "%s refuses a missing scope, scopes of other domains and who is not there",
    async (verb) => {
      const room = await createRoom(platform);
      const member = await join(platform, room, { body: { type: verb === "promote" ? "audience" : "member" } });
      const token = await userToken(platform, "ada", ["rooms:read"]);
      const send = (request: JsonObject, path = at(room, member)) =>
        platform.send(`POST ${path}/${verb}`, { body: {}, ...request });
      expect(outcome(await send({ token }))).toEqual({ status: 403, code: "insufficient_scope" });
      expect(outcome(await send({ body: { scopes: ["tunnels:read"] } }))).toEqual({
        status: 422,
        code: "unprocessable",
      });
      expect(outcome(await send({}, at(room, { id: "mem_00000000" })))).toEqual({ status: 404, code: "not_found" });
    },
  );
});
