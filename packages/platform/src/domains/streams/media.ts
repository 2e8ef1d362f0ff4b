import { instant } from "../../clock.js";
import type { Answer, Call, Handler, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { listValues } from "../../resource/list-values.js";
import { answerResource } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { deleteResource } from "../../resource/write.js";
import { kind } from "../../store/store.js";
import { asAsked } from "./as-asked.js";
import { mediaResources, requireMade, requireParent, requireTrack, tracksOf, type MediaName } from "./media-records.js";
import { membersOf } from "./membership.js";
import { isOwn, personOf } from "./person.js";
import { inside, requireRoom } from "./room-resource.js";
import { holds } from "./scopes.js";
import { requireSession } from "./sessions.js";

/** What a media backend makes in rooms and calls, read from the records: there is none as long as there is no backend. */
export const mediaHandlers: Handlers = {
  "rooms.streams.list": listing("stream"),
  "rooms.streams.get": getting("stream"),
  "rooms.streams.tracks.list": listTracks,
  "rooms.streams.tracks.get": async (call) => ({ status: 200, body: await requireTrack(call) }),
  "rooms.mediaSessions.list": listMediaSessions,
  "rooms.recordings.list": listing("recording"),
  "rooms.recordings.get": getting("recording"),
  "rooms.recordings.delete": removeRecording,
  "rooms.recordings.keys.list": listRecordingKeys,
  "rooms.recordings.download": download,
  "rooms.sessions.recordings.list": listSessionRecordings,
  "rooms.playbacks.list": listing("playback"),
  "rooms.playbacks.get": getting("playback"),
  "rooms.broadcasts.list": listing("broadcast"),
  "rooms.broadcasts.get": getting("broadcast"),
  "calls.playbacks.list": listing("playback"),
  "calls.playbacks.get": getting("playback"),
  "calls.recordings.list": listing("recording"),
  "calls.recordings.get": getting("recording"),
  "calls.recordings.delete": removeRecording,
  "calls.recordings.download": download,
  "calls.inputs.list": listing("input"),
  "calls.inputs.get": getting("input"),
  "calls.taps.list": listing("tap"),
  "calls.taps.get": getting("tap"),
  "calls.detections.list": listing("detection"),
  "calls.detections.get": getting("detection"),
};

/** The parent is the recording. */
const recordingKey: Resource<JsonObject> = {
  kind: kind<JsonObject>("recording-key"),
  noun: "recording key",
  present: ({ id, data }) => ({ id, ...data }),
};

function listing(name: MediaName): Handler {
  return async (call) => {
    const { id, within } = await requireParent(call);
    return listResource(within, mediaResources[name], { parent: id, where: asAsked(call) });
  };
}

function getting(name: MediaName): Handler {
  return async (call) => {
    const { record, within } = await requireMade(call, name);
    return answerResource(within, mediaResources[name], record);
  };
}

async function listTracks(call: Call): Promise<Answer> {
  const { record, within } = await requireMade(call, "stream");
  const values = tracksOf(record).map((value) => ({
    id: String(value["id"]),
    position: instant(String(value["publishedAt"])),
    value,
  }));
  return listValues(within, values);
}

/** Who may not read the room sees its own sessions only. */
async function listMediaSessions(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const person = personOf(call);
  const own = (await membersOf(call, room.id)).filter(({ data }) => isOwn(person, data)).map(({ id }) => id);
  const all = holds(call, "rooms:read", room);
  const asked = asAsked(call);
  return listResource(inside(call, room), mediaResources.mediaSession, {
    parent: room.id,
    where: (item) => (all || own.includes(String(item["memberId"]))) && asked(item),
  });
}

async function listSessionRecordings(call: Call): Promise<Answer> {
  const { session, within } = await requireSession(call);
  return listResource(within, mediaResources.recording, {
    parent: session.parent,
    where: (item) => item["sessionId"] === session.id,
  });
}

async function listRecordingKeys(call: Call): Promise<Answer> {
  const { record, within } = await requireMade(call, "recording");
  return listResource(within, recordingKey, { parent: record.id, order: "asc" });
}

async function removeRecording(call: Call): Promise<Answer> {
  const { record, within } = await requireMade(call, "recording");
  const { id, parent, data } = record;
  if (["recording", "paused"].includes(String(data["state"])))
    throw problem("conflict", "The recording still runs. Stop it first.");
  return deleteResource(within, mediaResources.recording, { id, parent }, () =>
    call.records.removeAll(recordingKey.kind, id),
  );
}

/** The content is the media backend's, and so is there only while there is one. */
async function download(call: Call): Promise<Answer> {
  await requireMade(call, "recording");
  throw problem("conflict", "The content of the recording is not at hand.");
}
