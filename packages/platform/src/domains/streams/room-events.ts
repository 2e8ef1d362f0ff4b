import { timestamp } from "../../clock.js";
import type { Sender } from "../../broker/broker.js";
import type { EventOf } from "../../events/announce.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import type { StoredRecord } from "../../store/store.js";
import { append } from "../channels/append.js";
import { tellWantedEvent } from "../webhooks/tell-event.js";
import { roomKeys, type RoomData, type RoomMemberData } from "./kinds.js";
import { membersOf } from "./membership.js";
import { personOf } from "./person.js";
import { ownMember } from "./require-member.js";
import { roomChannel } from "./room-channel.js";
import { requirePermitted } from "./room-policy.js";
import { requireOpen, requireRoom } from "./room-resource.js";
import { mayStill } from "./scopes.js";

/** Custom events and data for those in a room. */
export const roomEventHandlers: HandlersOf<"rooms.publish"> = { "rooms.publish": publish };

type RoomEvent = Plain<contract.RoomEvent>;
type EventBody = Plain<contract.RoomEventCreate>;

async function publish(call: Call<"rooms.publish">): Promise<Answer<"rooms.publish">> {
  const room = await requireRoom(call);
  requireOpen(room);
  const sender = await senderIn(call, room);
  const body = call.body.value;
  await requirePayload(call, room, body);
  const members = await membersOf(call, room.id);
  const chosen =
    body.memberIds === undefined && body.userIds === undefined
      ? undefined
      : members.filter((member) => isChosen(member, body));
  const channels = chosen === undefined ? [roomChannel(room.id)] : [...new Set(chosen.map(userChannel))];
  return {
    status: 200,
    body: await send(call, { channels, data: eventOf(room, body, sender), sender, body, members }),
  };
}

/** Who sends. A person must be in the room, and must not have lost the right by being demoted. Throws `not_joined` or `forbidden`. */
async function senderIn(call: Call, room: StoredRecord<RoomData>): Promise<Sender> {
  if (personOf(call).backEnd) return { connectionId: null, userId: null, memberId: null };
  requirePermitted(call, room.data, "item.create");
  const member = await ownMember(call, room.id);
  if (member === undefined) throw problem("not_joined", "Join the room before sending to it.");
  if (!mayStill(member.data, "rooms:send")) throw problem("forbidden", "The member may no longer send.");
  return { connectionId: member.data.connectionId, userId: member.data.userId, memberId: member.id };
}

/** Clear text in open rooms, cipher text under a key of the room in encrypted ones. */
async function requirePayload(
  call: Call,
  room: StoredRecord<RoomData>,
  { data, ciphertext, keyId }: EventBody,
): Promise<void> {
  const { messageBytes } = call.contract.limits;
  if (data !== undefined && Buffer.byteLength(JSON.stringify(data)) > messageBytes) {
    throw problem("payload_too_large", `The data of an event is at most ${messageBytes} bytes of JSON.`);
  }
  if (!room.data.encrypted) {
    if (ciphertext !== undefined)
      throw problem("unprocessable", "The room is not encrypted. Send data instead of ciphertext.");
    return;
  }
  if (ciphertext === undefined || data !== undefined)
    throw problem("unprocessable", "The room is encrypted. Send ciphertext instead of data.");
  const key = keyId === undefined ? undefined : await call.records.get(roomKeys, keyId, room.id);
  if (key === undefined)
    throw problem("unprocessable", "keyId names no key of the room. Encrypt with the current one.");
}

function isChosen(
  { id, data }: StoredRecord<RoomMemberData>,
  { memberIds = [], userIds = [], excludeMemberId }: EventBody,
): boolean {
  return id !== excludeMemberId && (memberIds.includes(id) || (data.userId !== null && userIds.includes(data.userId)));
}

/** Where a single member is reached: as its user, or as itself if it has none. */
function userChannel({ id, data }: StoredRecord<RoomMemberData>): string {
  return `user:${data.userId ?? id}`;
}

function eventOf(room: StoredRecord<RoomData>, { event, data, ciphertext, keyId }: EventBody, from: Sender): RoomEvent {
  return {
    roomId: room.id,
    event,
    ...(data !== undefined && { data }),
    ...(ciphertext !== undefined && { ciphertext }),
    ...(keyId !== undefined && { keyId }),
    from: { ...from },
  };
}

interface Sending {
  readonly channels: readonly string[];
  readonly data: RoomEvent;
  readonly sender: Sender;
  readonly body: EventBody;
  readonly members: readonly StoredRecord<RoomMemberData>[];
}

/** Publishes the event on each channel, as the same object that webhooks get. */
async function send(
  call: Call,
  { channels, data, sender, body, members }: Sending,
): Promise<Plain<contract.DirectPublication>> {
  if (call.caller.type === "anonymous") throw new Error("An event needs a project.");
  const { project, id: applicationId } = call.caller.application;
  const { userId } = sender;
  const type = "room.event.published" as const;
  const event: EventOf<typeof type> = {
    type,
    id: call.ids("evt"),
    timestamp: timestamp(call.clock()),
    projectId: project,
    applicationId,
    ...(userId !== null && { userId }),
    data,
  };
  const exclude = members.find((member) => member.id === body.excludeMemberId)?.data.connectionId ?? undefined;
  let messageId: string | undefined;
  let deliveredTo = 0;
  let isNew = false;
  for (const channel of channels) {
    const publication = {
      event: type,
      data: event,
      sender,
      ...(exclude !== undefined && { exclude }),
      ...(body.publishId !== undefined && { publishId: body.publishId }),
    };
    const { id, duplicate } = await append(call, { project, channel }, publication);
    isNew ||= !duplicate;
    messageId = id;
    deliveredTo += reached(call, project, channel).filter((connection) => connection.id !== exclude).length;
  }
  if (isNew) await tellWantedEvent(call, type, () => event);
  return { messageId: messageId ?? call.ids("msg"), deliveredTo };
}

function reached(call: Call, project: string, channel: string): readonly LiveConnection[] {
  if (!channel.startsWith("user:")) return call.connections.subscribed(project, channel);
  return call.connections
    .list(project)
    .filter(({ userId, memberId }) => [userId, memberId].some((id) => `user:${id}` === channel));
}
