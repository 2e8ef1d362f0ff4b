import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { inside, requireRoom } from "./room-resource.js";

/** What a media backend makes, kept as the contract shows it. The parent is the room or the call. */
function made(name: string): Resource<JsonObject> {
  return { kind: kind<JsonObject>(name), noun: name, present: ({ id, data, version }) => ({ id, ...data, version }) };
}

/** What a media backend makes, by the path parameter that names it. */
export const mediaResources = {
  stream: made("stream"),
  mediaSession: made("media session"),
  recording: made("recording"),
  playback: made("playback"),
  broadcast: made("broadcast"),
  input: made("input"),
  tap: made("tap"),
  detection: made("detection"),
} as const satisfies Readonly<Record<string, Resource<JsonObject>>>;

/** The name of something that a media backend makes, as a path parameter. */
export type MediaName = keyof typeof mediaResources;

/** Calls as answers show them. */
export const callResource: Resource<JsonObject> = {
  kind: kind<JsonObject>("call"),
  noun: "call",
  present: ({ id, data, version, createdAt }) => ({ id, ...data, version, createdAt: timestamp(createdAt) }),
};

/** The room or the call of the path, and the call of the operation as it goes on inside of it. */
export interface MediaParent {
  readonly id: string;
  readonly within: Call;
}

/** The room or the call of the path, which must exist for the caller. Throws `not_found`. */
export async function requireParent(call: Call): Promise<MediaParent> {
  if (call.path["call"] === undefined) {
    const room = await requireRoom(call);
    return { id: room.id, within: inside(call, room) };
  }
  const record = await requireRecord(call, callResource, { id: call.path["call"] });
  return { id: record.id, within: { ...call, access: call.access.inside(callResource.present(record)) } };
}

/** Something that a media backend made, and the call of the operation as it goes on inside its room or call. */
export interface Made {
  readonly record: StoredRecord<JsonObject>;
  readonly within: Call;
}

/** Something in the room or call of the path, by the path parameter of its name. Throws `not_found`. */
export async function requireMade(call: Call, name: MediaName): Promise<Made> {
  const { id, within } = await requireParent(call);
  const record = await requireRecord(within, mediaResources[name], { id: call.path[name] ?? "", parent: id });
  return { record, within };
}

/** The tracks of a stream. */
export function tracksOf({ data }: StoredRecord<JsonObject>): readonly JsonObject[] {
  return (data["tracks"] ?? []) as readonly JsonObject[];
}

/** The track of the path, as the caller may see it. Throws `not_found` or `track_not_found`. */
export async function requireTrack(call: Call): Promise<JsonObject> {
  const { record, within } = await requireMade(call, "stream");
  const track = tracksOf(record).find(({ id }) => id === call.path["track"]);
  if (track === undefined) throw problem("track_not_found", "There is no such track in this stream.");
  return within.access.show(track);
}
