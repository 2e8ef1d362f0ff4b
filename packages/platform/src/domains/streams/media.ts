import { instant } from "../../clock.js";
import type * as contract from "../../gen/types.gen.js";
import type { OperationId } from "../../gen/handlers.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { listResource, type PageAnswer } from "../../resource/list.js";
import { listValues } from "../../resource/list-values.js";
import { answerResource, type ResourceAnswer } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { deleteResource } from "../../resource/write.js";
import { kind } from "../../store/store.js";
import { asAsked } from "./as-asked.js";
import {
  callPlayback,
  mediaResources,
  requireMade,
  requireParent,
  requireTrack,
  type MadeResource,
} from "./media-records.js";
import { membersOf } from "./membership.js";
import { isOwn, personOf } from "./person.js";
import { inside, requireRoom } from "./room-resource.js";
import { holds } from "./scopes.js";
import { requireSession } from "./sessions.js";

/** What a media backend makes in rooms and calls, read from the records: there is none as long as there is no backend. */
export const mediaHandlers = {
  "rooms.streams.list": listing(mediaResources.stream),
  "rooms.streams.get": getting(mediaResources.stream),
  "rooms.streams.tracks.list": listTracks,
  "rooms.streams.tracks.get": async (call) => ({ status: 200, body: await requireTrack(call) }),
  "rooms.mediaSessions.list": listMediaSessions,
  "rooms.recordings.list": listing(mediaResources.recording),
  "rooms.recordings.get": getting(mediaResources.recording),
  "rooms.recordings.delete": removeRecording,
  "rooms.recordings.keys.list": listRecordingKeys,
  "rooms.recordings.download": download,
  "rooms.sessions.recordings.list": listSessionRecordings,
  "rooms.playbacks.list": listing(mediaResources.playback),
  "rooms.playbacks.get": getting(mediaResources.playback),
  "rooms.broadcasts.list": listing(mediaResources.broadcast),
  "rooms.broadcasts.get": getting(mediaResources.broadcast),
  "calls.playbacks.list": listing(callPlayback),
  "calls.playbacks.get": getting(callPlayback),
  "calls.recordings.list": listing(mediaResources.recording),
  "calls.recordings.get": getting(mediaResources.recording),
  "calls.recordings.delete": removeRecording,
  "calls.recordings.download": download,
  "calls.inputs.list": listing(mediaResources.input),
  "calls.inputs.get": getting(mediaResources.input),
  "calls.taps.list": listing(mediaResources.tap),
  "calls.taps.get": getting(mediaResources.tap),
  "calls.detections.list": listing(mediaResources.detection),
  "calls.detections.get": getting(mediaResources.detection),
} satisfies Partial<HandlersOf<OperationId>>;

type RecordingKey = Plain<contract.RecordingKey>;

/** The parent is the recording. */
const recordingKey: Resource<RecordingKey, RecordingKey> = {
  kind: kind<RecordingKey>("recording-key"),
  noun: "recording key",
  present: ({ id, data }) => ({ ...data, id }),
};

function listing<Shown extends JsonObject>(resource: MadeResource<Shown>): (call: Call) => Promise<PageAnswer<Shown>> {
  return async (call) => {
    const { id, within } = await requireParent(call);
    return listResource(within, resource, { parent: id, where: asAsked(call) });
  };
}

function getting<Shown extends JsonObject>(
  resource: MadeResource<Shown>,
): (call: Call) => Promise<ResourceAnswer<Shown>> {
  return async (call) => {
    const { record, within } = await requireMade(call, resource);
    return answerResource(within, resource, record);
  };
}

async function listTracks(call: Call<"rooms.streams.tracks.list">): Promise<Answer<"rooms.streams.tracks.list">> {
  const { record, within } = await requireMade(call, mediaResources.stream);
  const values = record.data.tracks.map((value) => ({
    id: value.id,
    position: instant(value.publishedAt),
    value,
  }));
  return listValues(within, values);
}

/** Who may not read the room sees its own sessions only. */
async function listMediaSessions(call: Call<"rooms.mediaSessions.list">): Promise<Answer<"rooms.mediaSessions.list">> {
  const room = await requireRoom(call);
  const person = personOf(call);
  const own = (await membersOf(call, room.id)).filter(({ data }) => isOwn(person, data)).map(({ id }) => id);
  const all = holds(call, "rooms:read", room);
  const asked = asAsked(call);
  return listResource(inside(call, room), mediaResources.mediaSession, {
    parent: room.id,
    where: (item) => (all || own.includes(item.memberId)) && asked(item),
  });
}

async function listSessionRecordings(
  call: Call<"rooms.sessions.recordings.list">,
): Promise<Answer<"rooms.sessions.recordings.list">> {
  const { session, within } = await requireSession(call);
  return listResource(within, mediaResources.recording, {
    parent: session.parent,
    where: (item) => item.sessionId === session.id,
  });
}

async function listRecordingKeys(
  call: Call<"rooms.recordings.keys.list">,
): Promise<Answer<"rooms.recordings.keys.list">> {
  const { record, within } = await requireMade(call, mediaResources.recording);
  return listResource(within, recordingKey, { parent: record.id, order: "asc" });
}

async function removeRecording(call: Call): Promise<{ readonly status: 204 }> {
  const { record, within } = await requireMade(call, mediaResources.recording);
  const { id, parent, data } = record;
  if (["recording", "paused"].includes(data.state))
    throw problem("conflict", "The recording still runs. Stop it first.");
  return deleteResource(within, mediaResources.recording, { id, parent }, () =>
    call.records.removeAll(recordingKey.kind, id),
  );
}

/** The content is the media backend's, and so is there only while there is one. */
async function download(call: Call): Promise<never> {
  await requireMade(call, mediaResources.recording);
  throw problem("conflict", "The content of the recording is not at hand.");
}
