import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { loadContract } from "../../load-contract.js";
import { createPlatform } from "../../platform.js";
import { SqliteStore } from "../../store/sqlite-store.js";
import { kind } from "../../store/store.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { callResource, mediaResources } from "./media-records.js";
import { rooms } from "./kinds.js";
import { createRoom, outcome, strangerToken, userToken } from "./testing.js";

const ids = {
  call: "call_00000001",
  stream: "str_00000001",
  track: "trk_00000001",
  mediaSession: "med_00000001",
  recording: "rec_00000001",
  playback: "ply_00000001",
  broadcast: "brd_00000001",
  input: "inp_00000001",
  tap: "tap_00000001",
  detection: "det_00000001",
} as const;
const at = "2026-11-21T09:30:00.000Z";
const folder = mkdtempSync(joinPath(tmpdir(), "parlance-media-"));

let platform: TestPlatform;
let room: string;
beforeAll(async () => {
  await prepare();
  platform = await TestPlatform.start({ data: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Records as a media backend would have left them, written into the store of a platform that is not running. */
async function prepare(): Promise<void> {
  const before = await createPlatform({ data: folder });
  const headers = { Authorization: `Bearer ${await before.token()}`, "Content-Type": "application/json" };
  const created = await fetch(`${before.url}/v1/rooms`, { method: "POST", headers, body: '{"name":"studio"}' });
  room = String(((await created.json()) as JsonObject)["id"]);
  const whoami = (await (await fetch(`${before.url}/v1/whoami`, { headers })).json()) as JsonObject;
  await before.close();
  const store = new SqliteStore({ folder, clock: Date.now });
  await store.transaction(async (transaction) => {
    const records = transaction.records(String(whoami["projectId"]));
    expect(await records.get(rooms, room)).toBeDefined();
    await records.insert(kind<JsonObject>(callResource.kind.name), { id: ids.call, data: endedCall });
    for (const [name, data] of Object.entries(made)) {
      const { name: stored } = mediaResources[name as keyof typeof mediaResources].kind;
      const parent = name in inCalls ? ids.call : room;
      await records.insert(kind<JsonObject>(stored), { id: ids[name as keyof typeof ids], parent, data: data(parent) });
    }
    await records.insert(kind<JsonObject>(mediaResources.recording.kind.name), {
      id: "rec_00000002",
      parent: ids.call,
      data: recording({ callId: ids.call, state: "completed" }),
    });
  });
  await store.close();
}

const endedCall: JsonObject = {
  direction: "outbound",
  from: { type: "phone", number: "+15550100" },
  to: { type: "phone", number: "+15550199" },
  state: "ended",
  endReason: "hangup",
  topic: "office",
  peerId: null,
  subscriberId: null,
  media: "audio",
  metadata: { ticket: "T-1", note: "x" },
  maxDurationSeconds: 3600,
  answeredAt: null,
  endedAt: at,
};
const track: JsonObject = {
  id: ids.track,
  kind: "audio",
  source: "microphone",
  label: "",
  codec: null,
  muted: false,
  moderated: false,
  talking: false,
  encrypted: false,
  simulcast: [],
  svc: false,
  metadata: {},
  publishedAt: at,
};
const ran = { startedAt: at, endedAt: null };
const recording = (more: JsonObject): JsonObject => ({
  roomId: null,
  callId: null,
  sessionId: null,
  state: "recording",
  format: "mp4",
  layout: null,
  encrypted: false,
  durationMs: 0,
  size: null,
  ...ran,
  ...more,
});
const inCalls: Readonly<Record<string, true>> = { input: true, tap: true, detection: true };
const made: Readonly<Record<keyof typeof mediaResources, (parent: string) => JsonObject>> = {
  stream: (roomId) => ({
    roomId,
    memberId: "mem_00000001",
    userId: "ada",
    tracks: [track],
    metadata: {},
    publishedAt: at,
    updatedAt: at,
  }),
  mediaSession: (roomId) => ({
    roomId,
    memberId: "mem_00000001",
    direction: "publish",
    state: "connected",
    negotiation: 1,
    streamId: ids.stream,
    tracks: [],
    map: [],
    iceServers: [],
    createdAt: at,
    expiresAt: null,
  }),
  recording: (roomId) => recording({ roomId }),
  playback: (roomId) => ({
    roomId,
    url: "https://a.example/",
    state: "playing",
    volume: 0,
    seekable: true,
    positionMs: 0,
    durationMs: null,
    layout: null,
    ...ran,
  }),
  broadcast: (roomId) => ({ roomId, url: "rtmps://a.example/", state: "live", layout: null, error: null, ...ran }),
  input: (callId) => ({
    callId,
    state: "collecting",
    result: null,
    digits: null,
    text: null,
    confidence: null,
    ...ran,
  }),
  tap: (callId) => ({ callId, direction: "both", url: "wss://a.example/", codec: "pcmu", state: "tapping", ...ran }),
  detection: (callId) => ({ callId, type: "machine", state: "detecting", result: null, ...ran }),
};

const items = ({ body }: { body: JsonObject }): JsonObject[] => body["items"] as JsonObject[];
const inRoom = (rest: string): string => `/v1/rooms/${room}${rest}`;
const inCall = (rest: string): string => `/v1/calls/${ids.call}${rest}`;

const resources: readonly (readonly [path: () => string, id: string, absent: string])[] = [
  [() => inRoom("/streams"), ids.stream, "str_99999999"],
  [() => inRoom(`/streams/${ids.stream}/tracks`), ids.track, "trk_99999999"],
  [() => inRoom("/recordings"), ids.recording, "rec_99999999"],
  [() => inRoom("/playbacks"), ids.playback, "ply_99999999"],
  [() => inRoom("/broadcasts"), ids.broadcast, "brd_99999999"],
  [() => inCall("/recordings"), "rec_00000002", "rec_99999999"],
  [() => inCall("/inputs"), ids.input, "inp_99999999"],
  [() => inCall("/taps"), ids.tap, "tap_99999999"],
  [() => inCall("/detections"), ids.detection, "det_99999999"],
  [() => "/v1/calls", ids.call, "call_99999999"],
];

describe.each(resources)("%s", (path, id, absent) => {
  test("lists and shows what a media backend made", async () => {
    const listed = await platform.send(`GET ${path()}`);
    expect(items(listed).map((item) => item["id"])).toEqual([id]);
    expect((await platform.send(`GET ${path()}/${id}`)).body).toEqual(items(listed)[0]);
  });

  test("has nothing else", async () => {
    expect((await platform.send(`GET ${path()}/${absent}`)).status).toBe(404);
    expect((await platform.send(`GET ${path()}?filter=${encodeURIComponent('{"id":"none"}')}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
    const token = await strangerToken(platform);
    expect((await platform.send(`GET ${path()}/${id}`, { token })).status).toBe(404);
  });
});

describe("media of rooms", () => {
  test("are lists without items in a room where nothing went on", async () => {
    const fresh = String((await createRoom(platform))["id"]);
    for (const name of ["streams", "media-sessions", "recordings", "playbacks", "broadcasts"]) {
      expect((await platform.send(`GET /v1/rooms/${fresh}/${name}`)).body).toEqual({ items: [], nextCursor: null });
    }
  });

  test("are selected by the parameters of each list", async () => {
    expect(items(await platform.send(`GET ${inRoom("/recordings?state=completed")}`))).toEqual([]);
    expect(items(await platform.send(`GET ${inRoom("/recordings?state=recording")}`))).toHaveLength(1);
    expect(items(await platform.send(`GET ${inRoom("/streams?userId=bob")}`))).toEqual([]);
  });

  test("show media sessions to who may read the room, and to others only their own", async () => {
    expect(items(await platform.send(`GET ${inRoom("/media-sessions")}`))).toHaveLength(1);
    const token = await userToken(platform, "bob", ["rooms:subscribe"]);
    expect(items(await platform.send(`GET ${inRoom("/media-sessions")}`, { token }))).toEqual([]);
  });

  test("keep a recording that runs, and delete one that is complete", async () => {
    const { body } = await platform.send("POST /v1/rooms", { body: { name: "empty" } });
    expect((await platform.send(`DELETE /v1/rooms/${String(body["id"])}/recordings/${ids.recording}`)).status).toBe(
      404,
    );
    expect(outcome(await platform.send(`DELETE ${inRoom(`/recordings/${ids.recording}`)}`))).toEqual({
      status: 409,
      code: "conflict",
    });
    expect(outcome(await platform.send(`GET ${inRoom(`/recordings/${ids.recording}/content`)}`))).toEqual({
      status: 409,
      code: "conflict",
    });
    expect((await platform.send(`GET ${inRoom(`/recordings/${ids.recording}/keys`)}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

describe("calls.update", () => {
  test("merges metadata and refuses a stale version and a missing scope", async () => {
    const body = { topic: null, metadata: { note: null } };
    const token = await userToken(platform, "ada", ["calls:read"]);
    expect(outcome(await platform.send(`PATCH ${inCall("")}`, { body, headers: { "If-Match": '"9"' } }))).toMatchObject(
      { status: 412 },
    );
    expect(outcome(await platform.send(`PATCH ${inCall("")}`, { body, token }))).toEqual({
      status: 403,
      code: "insufficient_scope",
    });
    expect((await platform.send(`PATCH ${inCall("")}`, { body })).body).toMatchObject({
      topic: null,
      metadata: { ticket: "T-1" },
      version: 2,
    });
  });

  test("has no call of another tenant", async () => {
    const token = await strangerToken(platform);
    expect((await platform.send("GET /v1/calls", { token })).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send(`PATCH ${inCall("")}`, { token, body: { topic: "x" } })).status).toBe(404);
  });
});

/** A body that the operation takes. */
const bodies: Readonly<Record<string, JsonObject | string>> = {
  "rooms.streams.tracks.update": { muted: true },
  "rooms.mediaSessions.create": { direction: "subscribe" },
  "rooms.mediaSessions.trickle": "a=ice-ufrag:x",
  "rooms.mediaSessions.negotiate": { negotiation: 1, description: { type: "answer", sdp: "v=0" } },
  "rooms.mediaSessions.addCandidates": { candidates: [{ negotiation: 1, candidate: null }] },
  "rooms.mediaSessions.restart": {},
  "rooms.subscriptions.update": { replace: [] },
  "rooms.whip.create": "v=0",
  "rooms.whep.create": "v=0",
  "rooms.recordings.start": {},
  "rooms.playbacks.start": { url: "https://media.example/a.mp4" },
  "rooms.playbacks.setVolume": { volume: 1 },
  "rooms.playbacks.seek": { positionMs: 0 },
  "rooms.broadcasts.start": { url: "rtmps://live.example/app" },
  "calls.dial": { from: { type: "phone", number: "+15550100" }, to: [{ type: "phone", number: "+15550199" }] },
  "calls.answer": {},
  "calls.hangUp": {},
  "calls.connect": { to: [{ type: "phone", number: "+15550199" }] },
  "calls.sendDigits": { digits: "1" },
  "calls.playbacks.start": { media: [{ type: "silence", durationMs: 1 }] },
  "calls.playbacks.setVolume": { volume: 1 },
  "calls.recordings.start": {},
  "calls.inputs.start": {},
  "calls.taps.start": { url: "wss://tap.example/" },
  "calls.detections.start": { type: "fax" },
};

const needing = [...loadContract().operations.values()].filter(
  (operation) =>
    operation.tags.includes("streams") && operation.responses.some((response) => response.status === "501"),
);

describe.each(needing.map((operation) => [operation.id, operation] as const))(
  "%s",
  (id, { method, path, body: declared }) => {
    const body = bodies[id];
    const mediaType = declared?.contents[0]?.mediaType;
    const send = (parameters: Readonly<Record<string, string>>, token?: string) =>
      platform.send(`${method} ${path.replace(/\{([^}]+)\}/gu, (_, name: string) => parameters[name] ?? "")}`, {
        ...(body !== undefined && { body }),
        ...(mediaType !== undefined && { headers: { "Content-Type": mediaType } }),
        ...(token !== undefined && { token }),
      });

    test("says last of all that there is no media backend", async () => {
      const callPlayback = path.includes("/calls/") ? { playback: "ply_00000002", recording: "rec_00000002" } : {};
      const response = await send({ room, ...ids, ...callPlayback });
      if (path.includes("/calls/{call}/playbacks/{playback}"))
        expect(outcome(response)).toEqual({ status: 404, code: "not_found" });
      else expect(outcome(response)).toEqual({ status: 501, code: "media_unavailable" });
    });

    test("says first that a scope is missing, and that a room or call is not there", async () => {
      expect(outcome(await send({ room, ...ids }, await userToken(platform, "ada", ["tunnels:read"])))).toEqual({
        status: 403,
        code: "insufficient_scope",
      });
      if (!path.includes("{")) return;
      const absent = { ...ids, room: "room_99999999", call: "call_99999999" };
      expect(outcome(await send(absent))).toEqual({ status: 404, code: "not_found" });
    });
  },
);
