import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { answerResource, checkVersion, type ResourceAnswer } from "../../resource/read.js";
import { createResource, requireAllowed } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { addresses } from "./address-resource.js";
import { asAsked } from "./as-asked.js";
import { requireMetadataSize } from "./room-resource.js";
import { shortName } from "./short-name.js";
import { requireSubscriber, subscriber, type Subscriber, type SubscriberData } from "./subscriber-resource.js";

/** Subscribers: users who make and take calls. */
export const subscriberHandlers: HandlersOf<"subscribers"> = {
  "subscribers.list": (call) => listResource(call, subscriber, { where: asAsked(call) }),
  "subscribers.create": create,
  "subscribers.get": async (call) =>
    answerResource(call, subscriber, await requireSubscriber(call, "subscribers:read")),
  "subscribers.update": update,
  "subscribers.delete": remove,
  "subscribers.online": becoming("online"),
  "subscribers.offline": becoming("offline"),
};

async function create(call: Call<"subscribers.create">): Promise<Answer<"subscribers.create">> {
  const { userId, displayName = shortName(userId), email = null, timeZone = null, metadata = {} } = call.body.value;
  requireMetadataSize(call, metadata);
  const id = call.ids("sbr");
  const data: SubscriberData = { userId, displayName, email, timeZone, status: "offline", addressIds: [], metadata };
  return createResource(call, subscriber, {
    id,
    key: userId,
    data,
    location: call.contract.link("subscribers.get", { subscriber: id }),
  });
}

async function update(call: Call<"subscribers.update">): Promise<Answer<"subscribers.update">> {
  const record = await requireSubscriber(call, "subscribers:write");
  const { displayName, email = null, timeZone = null, metadata = {} } = patchObject(record.data, call.body.value);
  requireMetadataSize(call, metadata);
  const data = { ...record.data, displayName: displayName ?? record.data.displayName, email, timeZone, metadata };
  return answerResource(call, subscriber, await write(call, record, data));
}

/** Its addresses go with it. */
async function remove(call: Call<"subscribers.delete">): Promise<Answer<"subscribers.delete">> {
  const record = await requireSubscriber(call, "subscribers:write");
  checkVersion(call, record);
  for (const id of record.data.addressIds) await call.records.remove(addresses, id);
  await call.records.remove(subscriber.kind, record.id);
  return { status: 204 };
}

/** Its addresses are online when it is. */
function becoming(
  status: Subscriber["status"],
): (call: Call<"subscribers.online" | "subscribers.offline">) => Promise<ResourceAnswer<Subscriber>> {
  return async (call) => {
    const record = await requireSubscriber(call, "subscribers:write");
    if (record.data.status === status) return answerResource(call, subscriber, record);
    for (const id of record.data.addressIds) {
      const address = await call.records.get(addresses, id);
      if (address !== undefined)
        await call.records.update(addresses, id, { data: { ...address.data, online: status === "online" } });
    }
    return answerResource(call, subscriber, await write(call, record, { ...record.data, status }));
  };
}

async function write(
  call: Call,
  record: StoredRecord<SubscriberData>,
  data: SubscriberData,
): Promise<StoredRecord<SubscriberData>> {
  checkVersion(call, record);
  const written = await call.records.update(subscriber.kind, record.id, { data });
  requireAllowed(call, subscriber.present(written), subscriber.noun);
  return written;
}
