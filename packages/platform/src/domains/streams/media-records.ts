import { timestamp } from "../../clock.js";
import type * as contract from "../../gen/types.gen.js";
import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { inside, requireRoom } from "./room-resource.js";

/** What a media backend makes, kept as the contract shows it. The parent is the room or the call. */
export interface MadeResource<Shown extends JsonObject> extends Resource<Shown, Shown> {
  /** The path parameter that names one. */
  readonly parameter: string;
}

function made<Shown extends JsonObject>(noun: string, parameter: string = noun): MadeResource<Shown> {
  const present = ({ id, data, version }: StoredRecord<Shown>): Shown => ({ ...data, id, version });
  return { kind: kind<Shown>(noun), noun, parameter, present };
}

/** What a media backend makes, as the contract has it. */
export interface MediaShown {
  readonly stream: Plain<contract.Stream>;
  readonly mediaSession: Plain<contract.MediaSession>;
  readonly recording: Plain<contract.Recording>;
  readonly playback: Plain<contract.Playback>;
  readonly broadcast: Plain<contract.Broadcast>;
  readonly input: Plain<contract.CallInput>;
  readonly tap: Plain<contract.CallTap>;
  readonly detection: Plain<contract.CallDetection>;
}

/** The name of something that a media backend makes, as a path parameter. */
export type MediaName = keyof MediaShown;

/** The resources that a media backend makes. */
export const mediaResources: { readonly [Name in MediaName]: MadeResource<MediaShown[Name]> } = {
  stream: made("stream"),
  mediaSession: made("media session", "mediaSession"),
  recording: made("recording"),
  playback: made("playback"),
  broadcast: made("broadcast"),
  input: made("input"),
  tap: made("tap"),
  detection: made("detection"),
};

/** Playbacks in calls, which the contract shows otherwise than those in rooms. */
export const callPlayback = made<Plain<contract.CallPlayback>>("playback");

/** A call of the telephone kind as the contract has it. */
export type CallRecord = Plain<contract.Call>;

/** Calls as answers show them. */
export const callResource: Resource<CallRecord, CallRecord> = {
  kind: kind<CallRecord>("call"),
  noun: "call",
  present: ({ id, data, version, createdAt }) => ({ ...data, id, version, createdAt: timestamp(createdAt) }),
};

/** The room or the call of the path, and the call of the operation as it goes on inside of it. */
export interface MediaParent {
  readonly id: string;
  readonly within: Call;
}

/** The room or the call of the path, which must exist for the caller. Throws `not_found`. */
export async function requireParent(call: Call): Promise<MediaParent> {
  const { room: roomId = "", call: callId } = call.path;
  if (callId === undefined) {
    const room = await requireRoom({ ...call, path: { room: roomId } });
    return { id: room.id, within: inside(call, room) };
  }
  const record = await requireRecord(call, callResource, { id: callId });
  return { id: record.id, within: { ...call, access: call.access.inside(callResource.present(record)) } };
}

/** Something that a media backend made, and the call of the operation as it goes on inside its room or call. */
export interface Made<Shown extends JsonObject> {
  readonly record: StoredRecord<Shown>;
  readonly within: Call;
}

/** Something in the room or call of the path, by the path parameter that names it. Throws `not_found`. */
export async function requireMade<Shown extends JsonObject>(
  call: Call,
  resource: MadeResource<Shown>,
): Promise<Made<Shown>> {
  const { id: parent, within } = await requireParent(call);
  const record = await requireRecord(within, resource, { id: call.path[resource.parameter] ?? "", parent });
  return { record, within };
}

/** The track of the path, as the caller may see it. Throws `not_found` or `track_not_found`. */
export async function requireTrack(call: Call): Promise<Plain<contract.Track>> {
  const { record, within } = await requireMade(call, mediaResources.stream);
  const track = record.data.tracks.find(({ id }) => id === call.path["track"]);
  if (track === undefined) throw problem("track_not_found", "There is no such track in this stream.");
  return within.access.show(track);
}
