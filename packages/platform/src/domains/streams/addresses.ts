import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { BodyOf } from "../../contract/operation-types.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { getResource } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { createResource, deleteResource, updateResource } from "../../resource/write.js";
import { address, type AddressData } from "./address-resource.js";
import { rooms } from "./kinds.js";
import { roomChannel } from "./room-channel.js";
import { subscriber } from "./subscriber-resource.js";

/** The address book: what can be called or written to. */
export const addressHandlers: HandlersOf<"addresses"> = {
  "addresses.list": list,
  "addresses.create": create,
  "addresses.get": (call) => getResource(call, address, at(call)),
  "addresses.update": (call) =>
    updateResource(call, address, at(call), ({ data }) => ({ data: { ...data, ...call.body.value } })),
  "addresses.delete": (call) =>
    deleteResource(call, address, at(call), ({ id, data }) =>
      changeSubscriber(call, data.subscriberId, { without: id }),
    ),
};

const mostAddresses = 100;
const mostCharacters = 200;

type One = "addresses.get" | "addresses.update" | "addresses.delete";

function at({ path }: Call<One>): At {
  return { id: path.address };
}

function list(call: Call<"addresses.list">): Promise<Answer<"addresses.list">> {
  const { type, displayName } = call.query;
  return listResource(call, address, {
    by: "key",
    order: "asc",
    where: (item) =>
      (type === undefined || item.type === type) &&
      (displayName === undefined || item.displayName.startsWith(displayName)),
  });
}

async function create(call: Call<"addresses.create">): Promise<Answer<"addresses.create">> {
  const body = call.body.value;
  // A default beside alternatives is not filled in before the handler (see `Validator`), so this one is said here too.
  const { name, displayName = name, media = "all" } = body;
  const id = call.ids("adr");
  const data: AddressData = { displayName, media, ...(await behind(call, body)) };
  await changeSubscriber(call, data.subscriberId, { with: id });
  return createResource(call, address, {
    id,
    key: name,
    data,
    location: call.contract.link("addresses.get", { address: id }),
  });
}

/** What is behind an address. Throws `unprocessable` if it is not exactly one thing, or is not there. */
async function behind(
  call: Call,
  { subscriberId, roomId, endpoint }: BodyOf<"addresses.create">["value"],
): Promise<Omit<AddressData, "displayName" | "media">> {
  if ([subscriberId, roomId, endpoint].filter((value) => value !== undefined).length !== 1) {
    throw problem("unprocessable", "Name exactly one of subscriberId, roomId and endpoint.");
  }
  if (subscriberId !== undefined) {
    const record = await call.records.get(subscriber.kind, subscriberId);
    if (record === undefined) throw absent("/subscriberId", "subscriber");
    const { userId, status } = record.data;
    return { type: "subscriber", subscriberId, roomId: null, channel: channelOf(userId), online: status === "online" };
  }
  if (roomId !== undefined) {
    if ((await call.records.get(rooms, roomId)) === undefined) throw absent("/roomId", "room");
    return { type: "room", subscriberId: null, roomId, channel: roomChannel(roomId), online: false };
  }
  if (endpoint?.type !== "phone" && endpoint?.type !== "sip") {
    throw problem("unprocessable", "The endpoint of an address is a telephone or a SIP device.");
  }
  return { type: "external", subscriberId: null, roomId: null, endpoint, channel: null, online: false };
}

/** The channel of a user; null if the id is too long for the name of a channel. */
function channelOf(userId: string): string | null {
  const channel = `user:${userId}`;
  return channel.length > mostCharacters ? null : channel;
}

function absent(pointer: string, noun: string): Error {
  return problem("unprocessable", `There is no such ${noun}.`, {
    errors: [{ pointer, code: "invalid", message: "does not exist" }],
  });
}

/** Keeps the list of addresses that a subscriber has. Throws `limit_exceeded` beyond a hundred. */
async function changeSubscriber(
  call: Call,
  subscriberId: string | null,
  change: { readonly with?: string; readonly without?: string },
): Promise<void> {
  const record = subscriberId === null ? undefined : await call.records.get(subscriber.kind, subscriberId);
  if (record === undefined) return;
  const kept = record.data.addressIds.filter((id) => id !== change.without);
  const addressIds = change.with === undefined ? kept : [...kept, change.with];
  if (addressIds.length > mostAddresses)
    throw problem("limit_exceeded", `A subscriber has at most ${mostAddresses} addresses.`);
  await call.records.update(subscriber.kind, record.id, { data: { ...record.data, addressIds } });
}
